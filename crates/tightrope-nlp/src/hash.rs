//! The two hashes of spaCy: string ids (Murmur2, 64 bits) and embedding rows (Murmur3, 128 bits).

/// 64-bit MurmurHash2 in the variant A, by A. Appleby (public domain algorithm).
pub fn murmur64a(data: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut h = seed ^ (data.len() as u64).wrapping_mul(M);
    let (blocks, tail) = data.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut k = 0;
        for &byte in tail.iter().rev() {
            k = k << 8 | u64::from(byte);
        }
        h = (h ^ k).wrapping_mul(M);
    }
    h = (h ^ (h >> R)).wrapping_mul(M);
    h ^ (h >> R)
}

fn fmix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// Four 32-bit keys of a feature value for one embedding table: MurmurHash3 (x64, 128 bits) of its eight bytes.
pub fn embedding_keys(value: u64, seed: u32) -> [u32; 4] {
    let mut h1 = value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = fmix(h1);
    h2 = fmix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_strings() {
        assert_eq!(murmur64a(b"", 1), 14_313_749_767_032_693_980);
        assert_eq!(murmur64a(b"a", 1), 11_901_859_001_352_538_922);
        assert_eq!(murmur64a(b"Apple", 1), 6_418_411_030_699_964_375);
        assert_eq!(murmur64a(b"hello world", 1), 2_758_594_965_276_909_933);
        assert_eq!(murmur64a("日本".as_bytes(), 1), 2_324_319_125_191_504_834);
    }

    #[test]
    fn known_rows() {
        // Row of the lower-case form of "Apple" in the first table of the English small model.
        let rows = embedding_keys(murmur64a(b"apple", 1), 8).map(|k| k % 5000);
        assert_eq!(rows, [3934, 1080, 901, 472]);
    }
}
