// Chains of layers from layer profiles: a group of profile layers becomes one layer of the chain.

const FLOAT32_BYTES = 4;

/**
 * A convolutional network in fp32. `groupOf` names the chain layer that a profile layer belongs to;
 * neighbours of one name are one layer, and its output is that of its last member.
 */
function convolutionalChain(profile, { id, groupOf, kindOf }) {
  const layers = [];
  for (const each of profile.layers) {
    const name = groupOf(each);
    let layer = layers.at(-1);
    if (layer?.name !== name) {
      layer = { name, kind: kindOf(name), flop: 0, outputBytes: 0, weightBytes: 0 };
      layers.push(layer);
    }
    layer.flop += 2 * each.macs + each.elementwise_ops;
    layer.weightBytes += FLOAT32_BYTES * each.params;
    layer.outputBytes = FLOAT32_BYTES * each.out_elements;
  }
  return { id, inputBytes: FLOAT32_BYTES * profile.input.elements, layers };
}

const CONVENTIONS = 'Batch 1, fp32. FLOP = 2 per multiply-add plus one per output element of each element-wise operation (k·k per output element of a pool); batch norm is folded into its convolution.';

async function vgg19(facts) {
  const profile = await facts.json('profiles/vgg19.json');
  const fusedInto = { relu6: 'fc6', relu7: 'fc7', softmax: 'fc8' };
  return {
    id: 'vgg19',
    name: 'VGG19',
    about: `Image classification, 224×224 pixels. Each convolution and fully connected layer includes its activation. ${CONVENTIONS}`,
    source: 'Layer table of K. Simonyan and A. Zisserman, arXiv 1409.1556, table 1, column E',
    licence: 'Facts of the published architecture',
    model: convolutionalChain(profile, {
      id: 'vgg19',
      groupOf: ({ name }) => fusedInto[name] ?? name.replace(/^relu(?=\d_)/, 'conv'),
      kindOf: (name) => ({ c: 'conv', p: 'pool', f: 'gemm' })[name[0]],
    }),
  };
}

async function resnet34(facts) {
  const profile = await facts.json('profiles/resnet34.json');
  return {
    id: 'resnet34',
    name: 'ResNet34',
    about: `Image classification, 224×224 pixels, as a chain of its residual blocks, each with its shortcut inside. ${CONVENTIONS}`,
    source: 'Layer table of K. He et al., arXiv 1512.03385, table 1, 34 layers, with 1×1 projections where the width changes',
    licence: 'Facts of the published architecture',
    model: convolutionalChain(profile, {
      id: 'resnet34',
      groupOf: ({ name }) => {
        const block = /^layer(\d)\.(\d)\./.exec(name);
        if (block) return `stage${block[1]}_block${Number(block[2]) + 1}`;
        return name === 'relu1' ? 'conv1' : name;
      },
      kindOf: (name) => (name.startsWith('stage') ? 'residual block' : { c: 'conv', f: 'gemm' }[name[0]] ?? 'pool'),
    }),
  };
}

async function mobilenetV2(facts) {
  const profile = await facts.json('profiles/mobilenet_v2.json');
  const chainNames = { conv0: 'conv_first', relu0: 'conv_first', relu_last: 'conv_last', classifier: 'fc' };
  return {
    id: 'mobilenet-v2',
    name: 'MobileNetV2',
    about: `Image classification made for phones, 224×224 pixels, width 1.0, as a chain of its inverted residual blocks. ${CONVENTIONS}`,
    source: 'Layer table of M. Sandler et al., arXiv 1801.04381, table 2',
    licence: 'Facts of the published architecture',
    model: convolutionalChain(profile, {
      id: 'mobilenet-v2',
      groupOf: ({ name }) => chainNames[name] ?? name.replace(/\..*/, ''),
      kindOf: (name) => (name.startsWith('block') ? 'inverted residual' : { c: 'conv', f: 'gemm' }[name[0]] ?? 'pool'),
    }),
  };
}

const CONTEXT_TOKENS = 512;
const FLOAT16_BYTES = 2;
const TOKEN_ID_BYTES = 4;

/** One token at a time: every weight and the whole cache of keys and values are read for 2 FLOP per weight. */
async function llama(facts) {
  const profile = await facts.json('profiles/llama2_7b_prefill128.json');
  const promptTokens = profile.input.elements;
  const width = 4096;
  const heads = 32;
  const perToken = ({ type, macs, elementwise_ops: elementwise }) =>
    (type === 'attention'
      ? 2 * 2 * CONTEXT_TOKENS * width + heads * CONTEXT_TOKENS
      : (2 * macs + elementwise) / promptTokens);
  const sum = (members, amount) => members.reduce((total, each) => total + amount(each), 0);
  const layer = (name, kind, members, outputBytes, cacheBytes = 0) => ({
    name,
    kind,
    flop: sum(members, perToken),
    outputBytes,
    weightBytes: FLOAT16_BYTES * sum(members, ({ params }) => params) + cacheBytes,
  });
  const named = (test) => profile.layers.filter(({ name }) => test(name));
  const blocks = new Set(profile.layers.map(({ name }) => /^layer(\d+)\./.exec(name)?.[1]).filter(Boolean));
  const [{ out_shape: [, vocabulary] }] = named((name) => name === 'lm_head');
  const cacheBytes = 2 * CONTEXT_TOKENS * width * FLOAT16_BYTES;
  return {
    id: 'llama-7b-decode',
    name: 'Llama 2 7B, one token',
    about: `Decoding of one token after a context of ${CONTEXT_TOKENS} tokens, batch 1, fp16: bound by memory, not by arithmetic. weightBytes of a decoder block includes its cache of keys and values (8.4 MB), which is read with the weights and assumed to be where the block runs. FLOP = 2 per weight of each matrix product plus attention over the context and element-wise work. The embedding counts its whole table although one row is read.`,
    source: 'Architecture of H. Touvron et al., arXiv 2307.09288 (32 blocks, width 4096, 32 heads, hidden 11008, vocabulary 32000)',
    licence: 'Facts of the published architecture',
    model: {
      id: 'llama-7b-decode',
      inputBytes: TOKEN_ID_BYTES,
      layers: [
        layer('embedding', 'embedding', named((name) => name === 'embed'), width * FLOAT16_BYTES),
        ...[...blocks].map((block) =>
          layer(`block${Number(block) + 1}`, 'decoder block', named((name) => name.startsWith(`layer${block}.`)), width * FLOAT16_BYTES, cacheBytes)),
        layer('lm_head', 'gemm', named((name) => name === 'norm' || name === 'lm_head'), vocabulary * FLOAT16_BYTES),
        { name: 'choose_token', kind: 'softmax', flop: vocabulary, outputBytes: TOKEN_ID_BYTES, weightBytes: 0 },
      ],
    },
  };
}

/** The built-in models in the order in which the page lists them. */
export function makeModels(facts) {
  return Promise.all([vgg19, resnet34, mobilenetV2, llama].map((make) => make(facts)));
}
