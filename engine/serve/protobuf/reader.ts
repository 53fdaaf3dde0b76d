/** Protobuf's wire format. */

/** One field as it stands on the wire. `bytes` for length-delimited fields, `value` for numbers. */
export type WireField = { readonly number: number; readonly value: bigint; readonly bytes: Buffer | undefined };

export function* wireFields(data: Buffer): Generator<WireField> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; at < data.length; shift += 7n) {
      const byte = data[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) break;
    }
    return value;
  };
  while (at < data.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    switch (tag & 7) {
      case 0: yield { number, value: varint(), bytes: undefined }; break;
      case 1: { const value = data.readBigUInt64LE(at); at += 8; yield { number, value, bytes: undefined }; break; }
      case 5: { const value = BigInt(data.readUInt32LE(at)); at += 4; yield { number, value, bytes: undefined }; break; }
      case 2: { const size = Number(varint()); yield { number, value: 0n, bytes: data.subarray(at, at + size) }; at += size; break; }
      default: return; // groups are not used by Kubernetes
    }
  }
}

/** 64 bits with sign. */
export const signed = (value: bigint): number => Number(BigInt.asIntN(64, value));
export function double(value: bigint): number {
  const view = Buffer.alloc(8);
  view.writeBigUInt64LE(value);
  return view.readDoubleLE(0);
}
