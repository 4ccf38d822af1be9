//! A tiny encoder, whose results can be worked out by hand, and any text at all.

use super::{Encoder, Tensors};
use proptest::prelude::*;
use safetensors::tensor::{Dtype, TensorView, serialize};

const WIDTH: usize = 32;
const VOCABULARY: &str = "[UNK]\n[CLS]\n[SEP]\na\n##b\nc";

/// Places of a key that a query may see: as many before it as after it.
const DISTANCES: usize = 2 * super::LONGEST - 1;

/// Tensors of some layers; word `i` is `i` everywhere at even places. The other matrices are zero, or numbers that differ. So
/// many weights of distances, rising, if any.
fn tensors(layers: usize, full: bool, near: usize) -> Vec<u8> {
    let matrix = |n: usize| -> Vec<u8> { (0..n).map(|i| if full { (i * 7919 % 61) as u8 } else { 0 }).collect() };
    let mut all: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    let floats = |n: usize, value: f32| -> Vec<u8> { std::iter::repeat_n(value.to_le_bytes(), n).flatten().collect() };
    let word: Vec<u8> = (0..6).flat_map(|w| (0..WIDTH).map(move |k| if k % 2 == 0 { w } else { 0 })).collect();
    all.push(("embeddings.word_embeddings.weight".into(), Dtype::I8, vec![6, WIDTH], word));
    all.push(("embeddings.word_embeddings.weight.scale".into(), Dtype::F32, vec![6], floats(6, 0.5)));
    all.push((
        "embeddings.position_embeddings.weight".into(),
        Dtype::F32,
        vec![super::LONGEST, WIDTH],
        floats(super::LONGEST * WIDTH, 0.0),
    ));
    all.push(("embeddings.token_type_embeddings.weight".into(), Dtype::F32, vec![1, WIDTH], floats(WIDTH, 0.0)));
    if near > 0 {
        let rising = (0..near).flat_map(|i| (i as f32 / 40.0).to_le_bytes()).collect();
        all.push(("encoder.nearness".into(), Dtype::F32, vec![near], rising));
    }
    let mut norm = |name: String| {
        all.push((format!("{name}.weight"), Dtype::F32, vec![WIDTH], floats(WIDTH, 1.0)));
        all.push((format!("{name}.bias"), Dtype::F32, vec![WIDTH], floats(WIDTH, 0.0)));
    };
    norm("embeddings.LayerNorm".into());
    for l in 0..layers {
        norm(format!("encoder.layer.{l}.attention.output.LayerNorm"));
        norm(format!("encoder.layer.{l}.output.LayerNorm"));
    }
    for l in 0..layers {
        for (name, outputs, inputs) in [
            ("attention.self.query", WIDTH, WIDTH),
            ("attention.self.key", WIDTH, WIDTH),
            ("attention.self.value", WIDTH, WIDTH),
            ("attention.output.dense", WIDTH, WIDTH),
            ("intermediate.dense", 64, WIDTH),
            ("output.dense", WIDTH, 64),
        ] {
            let name = format!("encoder.layer.{l}.{name}");
            all.push((format!("{name}.weight"), Dtype::I8, vec![outputs, inputs], matrix(outputs * inputs)));
            all.push((format!("{name}.weight.scale"), Dtype::F32, vec![outputs], floats(outputs, 0.01)));
            all.push((format!("{name}.bias"), Dtype::F32, vec![outputs], floats(outputs, 0.0)));
        }
    }
    let views =
        all.iter().map(|(name, kind, shape, data)| (name, TensorView::new(*kind, shape.clone(), data).unwrap()));
    serialize(views, None).unwrap()
}

fn encoder(layers: usize, full: bool) -> Encoder {
    let near = if full { 2 * DISTANCES } else { 0 };
    Encoder::load(&Tensors::read(&tensors(layers, full, near)).unwrap(), VOCABULARY).unwrap()
}

#[test]
fn layers_without_weights_keep_what_is_normal() {
    for layers in [0, 1, 2] {
        let encoded = encoder(layers, false).encode("ab c");
        assert_eq!(encoded.pieces, [0..0, 0..1, 1..2, 3..4, 0..0]);
        // half of the values high, half low, whatever the height
        for piece in 0..5 {
            let vector = encoded.vector(piece);
            assert!(vector.iter().enumerate().all(|(k, v)| (v - if k % 2 == 0 { 1.0 } else { -1.0 }).abs() < 1e-3));
        }
        assert!(encoded.vector(5).is_empty());
    }
}

#[test]
fn means_are_of_the_pieces_that_share_bytes() {
    let encoded = encoder(1, false).encode("ab c");
    assert!(encoded.mean_of(std::slice::from_ref(&(0..2))).is_some_and(|v| v.len() == WIDTH));
    assert!(encoded.mean_of(std::slice::from_ref(&(2..3))).is_none());
    assert_eq!(encoded.mean().len(), WIDTH);
}

#[test]
fn sentences_are_read_in_sight_of_their_neighbours() {
    let encoder = encoder(2, true);
    let long = "a ".repeat(400);
    let sentences = ["ab c", "", &long, "c", &long, "ab", "c"];
    let stretches = encoder.encode_page(&sentences);
    let owns: Vec<_> = stretches.iter().map(|s| s.own.clone()).collect();
    assert_eq!(owns, [0..2, 2..3, 3..4, 4..5, 5..7]);
    let page: Vec<_> = stretches.iter().flat_map(|s| s.own.clone().map(|k| s.sentence(k).unwrap().clone())).collect();
    let sizes: Vec<usize> = page.iter().map(|e| e.pieces.len()).collect();
    assert_eq!(sizes, [5, 2, 256, 3, 256, 4, 3]);
    // no room for anything beside these
    assert_eq!(page[2], encoder.encode(&long));
    assert_eq!(page[4], page[2]);
    assert_eq!(stretches[3].sentence(3), None);
    assert_eq!(stretches[4].sentence(7), None);
    assert_ne!(page[0], encoder.encode("ab c"));
    assert_ne!(page[6], encoder.encode("c"));
    assert_eq!(stretches[0], encoder.encode_page(&sentences[..2])[0]);
    let short = encoder.encode_page(&[&"a ".repeat(200), "c", &"c ".repeat(150)]);
    assert_eq!(short[1].own, 2..3);
    assert!(short[1].sentence(1).is_some_and(|e| e.pieces.len() == 3) && short[1].sentence(0).is_none());
}

#[test]
fn pieces_heed_how_far_others_are() {
    let encode = |near: usize, text: &str| {
        let bytes = tensors(1, true, near);
        Encoder::load(&Tensors::read(&bytes).unwrap(), VOCABULARY).unwrap().encode(text)
    };
    assert_ne!(encode(2 * DISTANCES, "ab c"), encode(0, "ab c"));
    for wrong in [1, DISTANCES - 1, 3 * DISTANCES] {
        let bytes = tensors(1, true, wrong);
        let error = Encoder::load(&Tensors::read(&bytes).unwrap(), VOCABULARY).unwrap_err().to_string();
        assert!(error.contains("encoder.nearness does not fit vectors of 32 values"), "{error}");
    }
}

#[test]
fn tensors_that_do_not_fit_are_refused() {
    let bytes = tensors(1, false, 0);
    let read = Tensors::read(&bytes).unwrap();
    let error = Encoder::load(&read, "[UNK]\n[CLS]\n[SEP]").unwrap_err().to_string();
    assert!(error.contains("6 vectors for 3 pieces"), "{error}");
    assert!(Tensors::read(&bytes[..bytes.len() / 2]).is_err());
}

proptest! {
    #[test]
    fn any_text_is_encoded(text in "\\PC{0,200}") {
        let encoded = encoder(1, true).encode(&text);
        prop_assert!(encoded.pieces.len() <= super::LONGEST);
        for (k, piece) in encoded.pieces.iter().enumerate() {
            prop_assert!(text.get(piece.clone()).is_some());
            prop_assert!(encoded.vector(k).iter().all(|v| v.is_finite()));
        }
    }
}
