// original.cjs MODULES DOCUMENT KEY NAME: what a program does with the npm original to have all values of a document
const { createRequire } = require('node:module');
const fs = require('node:fs');
const [modules, document, key, name] = process.argv.slice(2);
const { createSecretKeyStore } = createRequire(modules + '/')('@faizahmed/secret-keystore');
(async () => {
  const content = fs.readFileSync(document, 'utf-8');
  const paths = content.trim().split('\n').map((line) => line.slice(0, line.indexOf('=')));
  const credentials = { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY };
  const store = await createSecretKeyStore({ type: 'env', content }, key, { paths, aws: { region: process.env.AWS_REGION, credentials } });
  console.log('hello ' + store.get(name).length);
})().catch((error) => { console.error(error.message); process.exit(1); });
