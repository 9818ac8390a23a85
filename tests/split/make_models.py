"""Makes small models of kinds that real ones rarely are: make_models.py INTO."""

import pathlib
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.helper import make_function, make_graph, make_model, make_node, make_opsetid, make_tensor_value_info

FLOAT = TensorProto.FLOAT
random = numpy.random.default_rng(5)


def weights(name, *shape):
    return numpy_helper.from_array(random.random(shape, numpy.float32) - 0.5, name)


def integers(name, *values):
    return numpy_helper.from_array(numpy.array(values, numpy.int64), name)


def floats(name, *shape):
    return make_tensor_value_info(name, FLOAT, list(shape))


def model(graph, **more):
    imports = more.pop("opset_imports", [make_opsetid("", 18)])
    made = make_model(graph, opset_imports=imports, ir_version=10, **more)
    onnx.checker.check_model(made, full_check=True)
    return made


def hard_sigmoid(read, made):
    node = make_node("HardSigmoid", [read], [made])
    for name in ("alpha", "beta"):
        node.attribute.append(onnx.AttributeProto(name=name, type=onnx.AttributeProto.FLOAT, ref_attr_name=name))
    return node


def functions():
    """Calls within calls, an attribute that a function hands on, an input that only tells its shape."""
    opsets = [make_opsetid("", 18), make_opsetid("local", 1)]
    leaky = make_node("LeakyRelu", ["product"], ["leaky"])
    reference = onnx.AttributeProto(name="alpha", type=onnx.AttributeProto.FLOAT, ref_attr_name="slope")
    leaky.attribute.append(reference)
    layer = make_function(
        "local", "Layer", ["x", "w"], ["y"],
        [
            make_node("MatMul", ["x", "w"], ["product"]),
            leaky,
            make_node("Constant", [], ["half"], value_float=0.5),
            make_node("Mul", ["leaky", "half"], ["y"]),
        ],
        opsets, attributes=["slope"],
    )
    block = make_function(
        "local", "Block", ["x", "w1", "w2", "like"], ["y", "inner"],
        [
            make_node("Layer", ["x", "w1"], ["inner"], domain="local", slope=0.1),
            make_node("Layer", ["inner", "w2"], ["outer"], domain="local", slope=0.2),
            make_node("Shape", ["like"], ["sizes"]),
            make_node("Reshape", ["outer", "sizes"], ["y"]),
        ],
        opsets,
    )
    gate = make_function(
        "local", "Gate", ["x"], ["y"],
        [make_node("Neg", ["x"], ["negative"]), hard_sigmoid("negative", "y")],
        opsets, attribute_protos=[helper.make_attribute("alpha", 0.3), helper.make_attribute("beta", 0.6)],
    )
    nodes = [
        make_node("Gate", ["input"], ["gated"], name="gate", domain="local"),
        make_node("Relu", ["gated"], ["start"]),
        make_node("Block", ["start", "w1", "w2", "input"], ["first", ""], name="one", domain="local"),
        make_node("Sigmoid", ["first"], ["gate"]),
        make_node("Block", ["gate", "w2", "w1", "input"], ["second", "inner"], name="two", domain="local"),
        make_node("Add", ["second", "inner"], ["output"]),
    ]
    graph = make_graph(nodes, "functions", [floats("input", 2, 8)], [floats("output", 2, 8)], [weights("w1", 8, 8), weights("w2", 8, 8)])
    return model(graph, opset_imports=opsets, functions=[layer, block, gate])


def branches():
    """Conditions that shapes decide, and branches whose names occur twice."""

    def branch(name, operator, weight):
        nodes = [make_node("Add", ["x", "bias"], ["sum"]), make_node(operator, ["sum"], ["result"])]
        return make_graph(nodes, name, [], [floats("result", "n", 8)], [weights("bias", 8)] if weight else [])

    def conditional(read, made, number):
        nodes = [
            make_node("Shape", [read], [f"shape{number}"]),
            make_node("Gather", [f"shape{number}", "zero"], [f"first{number}"]),
            make_node("Equal", [f"first{number}", "three"], [f"is{number}"]),
        ]
        then, other = branch("then", "Tanh", True), branch("else", "Relu", True)
        for graph in (then, other):
            graph.node[0].input[0] = read
        return [*nodes, make_node("If", [f"is{number}"], [made], name=f"if{number}", then_branch=then, else_branch=other)]

    nodes = [
        make_node("MatMul", ["input", "w"], ["product"]),
        *conditional("product", "chosen", 1),
        make_node("MatMul", ["chosen", "w"], ["again"]),
        *conditional("again", "output", 2),
    ]
    graph = make_graph(
        nodes, "branches", [floats("input", "n", 8)], [floats("output", "n", 8)],
        [weights("w", 8, 8), numpy_helper.from_array(numpy.array(0, numpy.int64), "zero"), numpy_helper.from_array(numpy.array(3, numpy.int64), "three")],
    )
    return model(graph)


def loop():
    """A loop that reads what was made outside of it."""
    body = make_graph(
        [make_node("Identity", ["go"], ["still"]), make_node("MatMul", ["state", "mixed"], ["product"]), make_node("Tanh", ["product"], ["next"])],
        "body",
        [make_tensor_value_info("step", TensorProto.INT64, []), make_tensor_value_info("go", TensorProto.BOOL, []), floats("state", 8, 8)],
        [make_tensor_value_info("still", TensorProto.BOOL, []), floats("next", 8, 8)],
    )
    nodes = [
        make_node("MatMul", ["input", "w"], ["mixed"]),
        make_node("Relu", ["input"], ["start"]),
        make_node("Loop", ["count", "", "start"], ["looped"], name="loop", body=body),
        make_node("Add", ["looped", "mixed"], ["output"]),
    ]
    constants = [weights("w", 8, 8), numpy_helper.from_array(numpy.array(3, numpy.int64), "count")]
    value_info = [floats("looped", 8, 8)]
    return model(make_graph(nodes, "loop", [floats("input", 8, 8)], [floats("output", 8, 8)], constants, value_info=value_info))


def names():
    """Names that no file may have, outputs that are constants or inputs, two inputs, text beside the model."""
    nodes = [
        make_node("Add", ["a/b:0", "ключ 1"], ["сума"], name="input"),
        make_node("Relu", ["сума"], ["r/../r"]),
        make_node("Split", ["r/../r"], ["left", "right"], axis=1, num_outputs=2),
        make_node("Concat", ["right", "left"], ["output"], axis=1),
        make_node("Constant", [], ["fixed"], value_floats=[1.0, 2.0]),
        make_node("Identity", ["w"], ["weight"]),
    ]
    graph = make_graph(
        nodes, "../names", [floats("a/b:0", 2, 8), floats("ключ 1", 8)],
        [floats("output", 2, 8), floats("left", 2, 4), floats("fixed", 2), floats("weight", 3)], [weights("w", 3)],
    )
    made = model(graph)
    helper.set_model_props(made, {"characters": "äöü", "author": "nobody"})
    return made


def external(into):
    """Weights in a file beside the model."""
    nodes = [
        make_node("MatMul", ["input", "w1"], ["one"]),
        make_node("Relu", ["one"], ["two"]),
        make_node("MatMul", ["two", "w2"], ["output"]),
    ]
    graph = make_graph(nodes, "external", [floats("input", 4, 64)], [floats("output", 4, 64)], [weights("w1", 64, 64), weights("w2", 64, 64)])
    onnx.save(model(graph), into / "external.onnx", save_as_external_data=True, location="external.weights", size_threshold=0)


into = pathlib.Path(sys.argv[1])
into.mkdir(parents=True, exist_ok=True)
for make in (functions, branches, loop, names):
    onnx.save(make(), into / f"{make.__name__}.onnx")
external(into)
