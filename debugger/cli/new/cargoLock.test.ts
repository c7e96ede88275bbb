import { strict as assert } from 'node:assert';
import { cargoLockFor } from './cargoLock';

const LOCK = `# Made by cargo.
version = 4

[[package]]
name = "clibc"
version = "0.1.0"
dependencies = [
 "syn 2.0.1",
]

[[package]]
name = "erc20"
version = "0.1.0"
dependencies = [
 "clibc",
 "k256",
]

[[package]]
name = "k256"
version = "0.13.0"

[[package]]
name = "syn"
version = "2.0.1"
`;

describe('the Cargo.lock of a new project', () => {
  it('has what the library needs, and the project', () => {
    assert.equal(
      cargoLockFor(LOCK, 'my-token'),
      `# Made by cargo.
version = 4

[[package]]
name = "clibc"
version = "0.1.0"
dependencies = [
 "syn 2.0.1",
]

[[package]]
name = "my-token"
version = "0.1.0"
dependencies = [
 "clibc",
]

[[package]]
name = "syn"
version = "2.0.1"
`,
    );
  });
});
