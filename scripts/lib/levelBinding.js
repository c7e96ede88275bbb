/** What `classic-level/binding.js` is in a bundle: the native part lies beside the bundle, not in a package. */

const { join } = require('node:path');
const load = require('node-gyp-build');

module.exports = load(join(__dirname, 'classic-level'));
