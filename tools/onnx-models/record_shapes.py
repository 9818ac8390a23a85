"""Runs models in onnxruntime and writes down the type and shape of every tensor that their nodes make.

    pip install onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
    python tools/onnx-models/record_shapes.py target/onnx-models tests/onnx/recorded

It shares nothing with splitway: what it writes are the expectations of tests/onnx/recorded.rs. Constants are left out.
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime

# What the inputs are bound to.
INPUTS = {
    "basic_pitch": {"serving_default_input_2:0": [2, 43844, 1]},
    "light_bvlc_alexnet": {"data_0": [1, 3, 224, 224]},
    "light_densenet121": {"data_0": [1, 3, 224, 224]},
    "light_inception_v2": {"data_0": [1, 3, 224, 224]},
    "light_zfnet512": {"gpu_0/data_0": [1, 3, 224, 224]},
    "nudenet": {"images": [1, 3, 320, 320]},
    "opennsfw": {"input:0": [2, 224, 224, 3]},
    "picodet_layout": {"image": [1, 3, 800, 608]},
    "ppocr_v2_cls": {"x": [3, 3, 48, 192]},
    "ppocr_v4_det": {"x": [1, 3, 480, 640]},
    "ppocr_v4_rec": {"x": [2, 3, 48, 320]},
    "ppocr_v6_det": {"x": [1, 3, 320, 480]},
    "ppocr_v6_rec": {"x": [2, 3, 48, 320]},
    "silero_vad_16k_op15": {"input": [1, 576], "state": [2, 1, 128], "sr": []},
    "silero_vad_16k_sequence": {"input": [5, 576], "h": [1, 1, 128], "c": [1, 1, 128]},
    "silero_vad_half": {"input": [1, 576], "state": [2, 1, 128]},
    "silero_vad_op18_ifless": {"input": [1, 576], "sr": [], "state": [2, 1, 128]},
    "silero_vad_openvino_16k": {"input": [1, 576], "state": [2, 1, 128]},
}


def feed(value, shape):
    kind = onnx.helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
    if value.name == "sr":
        return numpy.array(16000, kind)
    return numpy.random.default_rng(1).random(shape).astype(kind)


def record(path, shapes):
    model = onnx.load(path)
    graph = model.graph
    constants = {tensor.name for tensor in graph.initializer}
    given = {value.name for value in graph.output}
    made = []
    for node in graph.node:
        if node.op_type in ("Constant", "ConstantOfShape"):
            constants.update(node.output)
        elif node.input and all(name in constants for name in node.input) and node.op_type not in ("If", "Loop"):
            constants.update(node.output)
        else:
            made.extend(name for name in node.output if name)
    graph.output.extend(onnx.ValueInfoProto(name=name) for name in made if name not in given)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    inputs = {value.name: feed(value, shapes[value.name]) for value in graph.input if value.name in shapes}
    values = dict(zip([value.name for value in session.get_outputs()], session.run(None, inputs)))
    return {name: [str(values[name].dtype), list(values[name].shape)] for name in made}


def main(models, into):
    into.mkdir(parents=True, exist_ok=True)
    for name, shapes in INPUTS.items():
        tensors = record(models / f"{name}.onnx", shapes)
        lines = ",\n".join(f"{json.dumps(tensor)}:{json.dumps(found, separators=(',', ':'))}" for tensor, found in tensors.items())
        head = json.dumps({"onnxruntime": onnxruntime.__version__, "inputs": shapes}, separators=(",", ":"))
        (into / f"{name}.json").write_text(f'{head[:-1]},"tensors":{{\n{lines}\n}}}}\n')
        print(f"{name}: {len(tensors)} tensors")


main(*map(pathlib.Path, sys.argv[1:]))
