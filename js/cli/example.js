// Scenarios to begin with: `splitway help scenario > phone.json` and `splitway help jobs > jobs.json`.

const ONE_JOB = `{
  "format": "splitway/scenario@1",
  "network": {
    "name": "a phone, a tower, an edge server and a data centre",
    "nodes": [
      { "id": "phone", "flopPerSecond": 2e10, "watts": 3 },
      { "id": "tower", "flopPerSecond": 0, "watts": 0 },
      { "id": "edge", "flopPerSecond": 4e12, "backlogFlop": 1e11, "watts": 120 },
      { "id": "cloud", "flopPerSecond": 5e13, "watts": 400 }
    ],
    "links": [
      { "from": "phone", "to": "tower", "bitsPerSecond": 20e6, "delaySeconds": 0.004, "joulesPerBit": 5e-8, "bothWays": true },
      { "from": "tower", "to": "edge", "bitsPerSecond": 1e9, "delaySeconds": 0.001, "joulesPerBit": 1e-9, "bothWays": true },
      { "from": "edge", "to": "cloud", "bitsPerSecond": 1e10, "delaySeconds": 0.02, "joulesPerBit": 1e-9, "bothWays": true }
    ]
  },
  "models": [
    {
      "id": "classifier",
      "inputBytes": 602112,
      "layers": [
        { "name": "stem", "flop": 2.4e8, "outputBytes": 401408, "weightBytes": 38e3 },
        { "name": "stage1", "flop": 6e8, "outputBytes": 200704, "weightBytes": 9e5 },
        { "name": "stage2", "flop": 1.2e9, "outputBytes": 100352, "weightBytes": 5e6 },
        { "name": "stage3", "flop": 2.4e9, "outputBytes": 50176, "weightBytes": 2e7 },
        { "name": "head", "flop": 4e6, "outputBytes": 4000, "weightBytes": 4e6 }
      ]
    }
  ],
  "jobs": [
    { "id": "photo", "model": "classifier", "source": "phone", "destination": "phone" }
  ],
  "options": { "wait": "draining" }
}
`;

export default ONE_JOB;

/** A table of layers, with times of a Raspberry Pi 5 that somebody might have measured. */
export const EXAMPLE_LAYERS = `name,kind,macs,out_shape,params,raspberry-pi-5 (ms)
input,,,3x224x224,,
stem,conv,118013952,64x112x112,9536,3.1
pool,maxpool,,64x56x56,,0.4
stage1,conv,694419456,64x56x56,222464,8.6
stage2,conv,809500672,128x28x28,1116416,9.4
stage3,conv,1271431168,256x14x14,6822400,13.8
stage4,conv,770113536,512x7x7,13114368,11.2
head,linear,512000,1000,513000,0.3
`;

/** A table of links, as a spreadsheet would save it; what it lacks is filled by rules. */
export const EXAMPLE_NETWORK = `from,to,bandwidth_mbps,length_km
Lisbon,Madrid,10000,620
Madrid,Barcelona,10000,620
Madrid,Paris,10000,1270
Barcelona,Marseille,10000,510
Marseille,Paris,40000,780
Marseille,Milan,10000,530
Paris,Frankfurt,100000,570
Milan,Frankfurt,40000,660
`;

const JOB_LINE = /^ {4}\{ "id": "photo".*$/m;
const JOBS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The same network with several photos taken one after the other, the last of which matters most. */
export function exampleWithJobs() {
  const lines = JOBS.map((id, at) => {
    const weight = at === JOBS.length - 1 ? ', "weight": 3' : '';
    return `    { "id": "${id}", "model": "classifier", "source": "phone", "destination": "phone", "releaseSeconds": ${at / 100}${weight} }`;
  });
  return ONE_JOB.replace(JOB_LINE, lines.join(',\n'));
}
