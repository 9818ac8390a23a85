"""Judges divided models: judge.py < CASES > VERDICTS.

Each case is { whole, directory, inputs }: the model, the parts with their manifest, and numbers for inputs in place of
random ones. ONNX's checker checks every part, and onnxruntime runs whole and parts without optimisations.
"""

import json
import pathlib
import shutil
import sys

import numpy
import onnx
import onnxruntime

TYPES = {"float32": numpy.float32, "float16": numpy.float16, "float64": numpy.float64, "int64": numpy.int64, "int32": numpy.int32, "bool": numpy.bool_}


def run(path, feeds):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
    wanted = [value.name for value in session.get_inputs()]
    names = [value.name for value in session.get_outputs()]
    return dict(zip(names, session.run(None, {name: feeds[name] for name in wanted})))


def random_inputs(manifest, given):
    random = numpy.random.default_rng(3)
    feeds = {}
    for tensor in manifest["inputs"]:
        kind, shape = TYPES[tensor["dataType"]], tensor["shape"]
        if tensor["name"] in given:
            feeds[tensor["name"]] = numpy.full(shape, given[tensor["name"]], kind)
        elif numpy.issubdtype(kind, numpy.floating):
            feeds[tensor["name"]] = numpy.asarray(random.random(shape), kind)
        else:
            feeds[tensor["name"]] = numpy.asarray(random.integers(0, 2, shape), kind)
    return feeds


def difference(one, other):
    if one.dtype != other.dtype or one.shape != other.shape:
        return float("inf")
    if one.size == 0 or numpy.array_equal(one, other, equal_nan=one.dtype.kind == "f"):
        return 0.0
    return float(numpy.abs(one.astype(numpy.float64) - other.astype(numpy.float64)).max())


def judge(case):
    directory = pathlib.Path(case["directory"])
    manifest = json.loads((directory / "manifest.json").read_text())
    feeds = random_inputs(manifest, case["inputs"])
    whole = run(case["whole"], feeds)
    known = dict(feeds)
    properties = onnx.load(case["whole"], load_external_data=False).metadata_props
    for part in manifest["parts"]:
        path = str(directory / part["file"])
        for side in part["externalData"]:
            shutil.copy(pathlib.Path(case["whole"]).parent / side, directory)
        onnx.checker.check_model(path, full_check=True)
        if list(onnx.load(path, load_external_data=False).metadata_props) != list(properties):
            raise ValueError(f"{path} says something else of itself")
        reads = {tensor["name"]: known[tensor["name"]] for tensor in part["inputs"]}
        made = run(path, reads)
        if sorted(made) != sorted(tensor["name"] for tensor in part["outputs"]):
            raise ValueError(f"{path} makes {sorted(made)}")
        known.update(made)
    differences = [difference(whole[tensor["name"]], known[tensor["name"]]) for tensor in manifest["outputs"]]
    return {"parts": len(manifest["parts"]), "outputs": len(differences), "largest": max(differences)}


def verdict(case):
    try:
        return judge(case)
    except Exception as error:
        return {"error": f"{case['directory']}: {type(error).__name__}: {error}"}


json.dump([verdict(case) for case in json.load(sys.stdin)], sys.stdout)
