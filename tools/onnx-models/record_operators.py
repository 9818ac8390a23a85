"""Writes down what ONNX's own tests of single operators make, each with its model.

    pip install onnx==1.23.2 numpy==2.4.6 pillow
    python tools/onnx-models/record_operators.py tests/onnx/operators.jsonl

Small numbers that a shape may depend on become constants of the model; outputs lose their shapes. Of each operator some
cases are kept, the smallest files first. What splitway makes of them is compared in tests/onnx/operators.rs.
"""

import base64
import collections
import json
import pathlib
import sys
import warnings

import numpy
import onnx
from onnx.backend.test.case.node import collect_testcases

KEPT_OF_EACH = 4
LARGEST_FILE = 900
MOST_INTS = 1024
MOST_FLOATS = 16
OLDEST_OPSET = 7


def array(value):
    return onnx.numpy_helper.to_array(value) if isinstance(value, onnx.TensorProto) else numpy.asarray(value)


def case(test):
    """The model's bytes, its operator and the types and shapes of its outputs; nothing for what are no tensors."""
    if not test.data_sets or any(isinstance(value, (list, dict)) or value is None for group in test.data_sets[0] for value in group):
        return None
    if any(opset.domain == "" and opset.version < OLDEST_OPSET for opset in test.model.opset_import):
        return None
    inputs, outputs = test.data_sets[0]
    model = onnx.ModelProto()
    model.CopyFrom(test.model)
    graph = model.graph
    kept, seen_float = [], False
    for place, (info, value) in enumerate(zip(graph.input, inputs)):
        numbers = array(value)
        whole = numbers.dtype.kind in "iub"
        small = numbers.size <= (MOST_INTS if whole else MOST_FLOATS)
        if place > 0 and small and (whole or seen_float) and numbers.dtype.kind in "iubf":
            tensor = onnx.TensorProto()
            tensor.CopyFrom(value if isinstance(value, onnx.TensorProto) else onnx.numpy_helper.from_array(numbers, info.name))
            tensor.name = info.name
            graph.initializer.append(tensor)
        else:
            kept.append(info)
        seen_float = seen_float or not whole
    kept = [onnx.ValueInfoProto.FromString(info.SerializeToString()) for info in kept]
    kinds = [onnx.TensorProto.DataType.Name(info.type.tensor_type.elem_type).lower() for info in graph.output]
    made = {info.name: [kind, list(array(value).shape)] for info, kind, value in zip(graph.output, kinds, outputs)}
    names = list(made)
    del graph.input[:], graph.output[:], graph.value_info[:]
    graph.input.extend(kept)
    graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    model.producer_name = ""
    return model.SerializeToString(), " ".join(sorted({node.op_type for node in graph.node})), made


def main(into):
    warnings.simplefilter("ignore")
    cases = collections.defaultdict(list)
    for test in collect_testcases(None):
        found = test.model is not None and not test.name.endswith("_expanded") and case(test)
        if found and len(found[0]) <= LARGEST_FILE:
            cases[found[1]].append((len(found[0]), test.name, found))
    lines = []
    for operators in sorted(cases):
        for _, name, (content, _, made) in sorted(cases[operators])[:KEPT_OF_EACH]:
            lines.append(json.dumps({"name": name, "made": made, "file": base64.b64encode(content).decode()}, separators=(",", ":")))
    into.write_text("\n".join(lines) + "\n")
    print(f"{len(lines)} cases of {len(cases)} operators")


main(pathlib.Path(sys.argv[1]))
