// node keystore-get.cjs MODULE SIZE...: prints the nanoseconds that keyStore.get takes for values of these sizes, warm.
// Nothing is selected for KMS to open; what the document has in clear is sealed in memory like all else.
const [module_, ...sizes] = process.argv.slice(2);
const { createSecretKeyStore } = require(module_);
const BATCH_MILLIS = 30;
const WARM_UP_MILLIS = 1500;
const BATCHES = 11;

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const now = () => Number(process.hrtime.bigint());

function batch(store, name, size, calls) {
  const begun = now();
  let length = 0;
  for (let i = 0; i < calls; i++) length += store.get(name).length;
  const nanos = (now() - begun) / calls;
  if (length !== size * calls) throw new Error('wrong values');
  return nanos;
}

(async () => {
  const object = {};
  for (const size of sizes) object['SECRET_' + size] = 'a'.repeat(size);
  const store = await createSecretKeyStore({ type: 'object', object }, 'alias/not-asked', { paths: ['nothing'], logger: silent });
  if (!store.getMetadata().inMemoryEncryption) throw new Error('not sealed');
  for (const text of sizes) {
    const size = Number(text);
    const name = 'SECRET_' + text;
    let calls = 1;
    const until = now() + WARM_UP_MILLIS * 1e6;
    while (now() < until) calls = Math.max(1, Math.round(BATCH_MILLIS * 1e6 / batch(store, name, size, calls)));
    const times = Array.from({ length: BATCHES }, () => batch(store, name, size, calls));
    console.log(times.sort((a, b) => a - b)[BATCHES >> 1].toFixed(1));
  }
  process.exit(0);
})().catch(e => { console.error(e.message); process.exit(1); });
