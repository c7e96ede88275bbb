/** Hashes and secp256k1 for contracts: answered here, since guest code would take millions of instructions for them. */

import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { MAX_HASHED } from '../abi.generated';
import type { FirmwareContext } from './context';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, copyIn, refused, returned } from './sbi';

const HASH_BYTES = 32;
const SIGNATURE_BYTES = 64;
const MAX_KEY_BYTES = 65;

/** a0: data, a1: its length, a2: where 32 bytes go. [FIPS 202, with Keccak's own padding] */
export const hashKeccak256 = hashWith(keccak_256);

/** The same. [FIPS 180-4 §6.2] */
export const hashSha256 = hashWith(sha256);

function hashWith(hash: (data: Uint8Array) => Uint8Array) {
  return (
    { memory }: FirmwareContext,
    [dataAt, length, destination]: FirmwareArguments,
  ): Answer => {
    if (length > MAX_HASHED) return refused(SBI.ERR_INVALID_PARAM);
    const data = copyIn(memory, dataAt, length);
    const isWritten = data !== undefined && memory.writePhysical(destination, hash(data));
    return isWritten ? returned() : refused(SBI.ERR_INVALID_ADDRESS);
  };
}

/**
 * a0: hash, a1: signature, a2: public key, a3: its length. Answers 1 if the signature is valid, else 0.
 * Of the two signatures that each one can be turned into, the one with the larger s is not. [BIP 146, LOW_S]
 */
export function verifySignature(
  { memory }: FirmwareContext,
  [hashAt, signatureAt, keyAt, keyLength]: FirmwareArguments,
): Answer {
  if (keyLength > MAX_KEY_BYTES) return refused(SBI.ERR_INVALID_PARAM);
  const hash = memory.readPhysical(hashAt, HASH_BYTES);
  const signature = memory.readPhysical(signatureAt, SIGNATURE_BYTES);
  const key = copyIn(memory, keyAt, keyLength);
  if (hash === undefined || signature === undefined || key === undefined) {
    return refused(SBI.ERR_INVALID_ADDRESS);
  }
  return returned(isValid(signature, hash, key) ? 1 : 0);
}

/** a0: hash, a1: signature, a2: recovery id, a3: where x and y go, 64 bytes. Answers 1 if there is such a key, else 0. */
export function recoverKey(
  { memory }: FirmwareContext,
  [hashAt, signatureAt, recoveryId, destination]: FirmwareArguments,
): Answer {
  const hash = memory.readPhysical(hashAt, HASH_BYTES);
  const signature = memory.readPhysical(signatureAt, SIGNATURE_BYTES);
  if (hash === undefined || signature === undefined) return refused(SBI.ERR_INVALID_ADDRESS);
  const key = recovered(signature, hash, recoveryId);
  if (key === undefined) return returned(0);
  return memory.writePhysical(destination, key) ? returned(1) : refused(SBI.ERR_INVALID_ADDRESS);
}

/** False also for what is no signature or no key: the library throws for those. */
function isValid(signature: Uint8Array, hash: Uint8Array, key: Uint8Array): boolean {
  try {
    return secp256k1.verify(signature, hash, key, { prehash: false, lowS: true });
  } catch {
    return false;
  }
}

function recovered(signature: Uint8Array, hash: Uint8Array, id: number): Uint8Array | undefined {
  try {
    const point = secp256k1.Signature.fromBytes(signature, 'compact')
      .addRecoveryBit(id)
      .recoverPublicKey(hash);
    return point.toBytes(false).subarray(1);
  } catch {
    return undefined;
  }
}
