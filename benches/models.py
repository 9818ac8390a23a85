"""Times onnx's own reading, checking and shape inference, as asked on standard input: `take PATH`, `run TIMES`."""

import json
import sys
import time

import onnx

path = None
for line in sys.stdin:
    verb, word = line.rstrip("\n").split(" ", 1)
    if verb == "take":
        path = word
        print("{}", flush=True)
        continue
    times = int(word)
    began = time.perf_counter()
    for _ in range(times):
        model = onnx.load(path)
        onnx.checker.check_model(model)
        onnx.shape_inference.infer_shapes(model, strict_mode=False, data_prop=True)
    print(json.dumps({"seconds": (time.perf_counter() - began) / times, "answer": None}), flush=True)
