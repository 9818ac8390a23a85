//! Products of matrices.

use super::elementwise::same;
use crate::import::onnx::facts::{Fact, Rule, Stop, View, broadcast, one, written, wrong};
use crate::import::onnx::proto::DataType;
use std::collections::BTreeMap;

pub(super) fn infer(view: &View) -> Option<Rule> {
    Some(match view.op {
        "Gemm" => gemm(view, view.data_type(0)),
        "MatMul" => multiply(view, 0, 1, [false; 2], view.data_type(0)),
        "MatMulInteger" => multiply(view, 0, 1, [false; 2], DataType::INT32),
        "QLinearMatMul" => multiply(view, 0, 3, [false; 2], view.data_type(7)),
        "Einsum" => einsum(view),
        "Det" => determinant(view),
        "Attention" => attention(view),
        "RotaryEmbedding" => same(view, view.data_type(0)),
        _ => return None,
    })
}

pub(super) fn gemm(view: &View, data_type: DataType) -> Rule {
    let (&[a, b], &[c, d]) = (view.shape(0)?, view.shape(1)?) else {
        return wrong("its inputs must have 2 dimensions");
    };
    let (m, k) = if view.int("transA", 0) == 0 {
        (a, b)
    } else {
        (b, a)
    };
    let (k2, n) = if view.int("transB", 0) == 0 {
        (c, d)
    } else {
        (d, c)
    };
    if k != k2 {
        return wrong(format!(
            "matrices of {m} × {k} and {k2} × {n} cannot be multiplied"
        ));
    }
    one(data_type, vec![m, n])
}

/// A product of the last two axes, all others stretched; `flipped` says which factors are
/// transposed.
pub(super) fn multiply(
    view: &View,
    left: usize,
    right: usize,
    flipped: [bool; 2],
    data_type: DataType,
) -> Rule {
    let (shape_a, shape_b) = (view.shape(left)?, view.shape(right)?);
    let (mut a, mut b) = (shape_a.to_vec(), shape_b.to_vec());
    if a.is_empty() || b.is_empty() {
        return wrong("it cannot multiply single numbers");
    }
    let (row, column) = (a.len() == 1, b.len() == 1);
    if row {
        a.insert(0, 1);
    } else if flipped[0] {
        let last = a.len() - 1;
        a.swap(last, last - 1);
    }
    if column {
        b.push(1);
    } else if flipped[1] {
        let last = b.len() - 1;
        b.swap(last, last - 1);
    }
    let (front_a, &[m, k]) = a.split_last_chunk().expect("two axes at least");
    let (front_b, &[k2, n]) = b.split_last_chunk().expect("two axes at least");
    if k != k2 {
        return wrong(format!(
            "{} and {} cannot be multiplied",
            written(shape_a),
            written(shape_b)
        ));
    }
    let mut out = broadcast(front_a, front_b)?;
    if !row {
        out.push(m);
    }
    if !column {
        out.push(n);
    }
    one(data_type, out)
}

/// The sizes of an `Einsum`: of the output, and of every index that there is.
pub(in super::super) fn einsum_sizes(view: &View) -> Result<(Vec<u64>, Vec<u64>), Stop> {
    let equation: String = view
        .text("equation")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let (terms, output) = match equation.split_once("->") {
        Some((terms, output)) => (terms, Some(output)),
        None => (&*equation, None),
    };
    let mut sizes: BTreeMap<char, u64> = BTreeMap::new();
    let mut counts: BTreeMap<char, u32> = BTreeMap::new();
    let mut dots: Vec<u64> = Vec::new();
    for (input, term) in terms.split(',').enumerate() {
        let shape = view.shape(input)?;
        let letters = term.chars().filter(|&letter| letter != '.').count();
        let Some(hidden) = shape.len().checked_sub(letters) else {
            return wrong("its equation does not fit its inputs");
        };
        let mut rest = shape;
        for part in term.replace("...", ".").chars() {
            if part == '.' {
                dots = broadcast(&dots, &rest[..hidden.min(rest.len())])?;
                rest = &rest[hidden.min(rest.len())..];
                continue;
            }
            let Some((&size, after)) = rest.split_first() else {
                return wrong("its equation does not fit its inputs");
            };
            rest = after;
            *counts.entry(part).or_default() += 1;
            let known = sizes.entry(part).or_insert(size);
            if *known != size && *known != 1 && size != 1 {
                return wrong(format!("index {part} of its equation has two sizes"));
            }
            *known = (*known).max(size);
        }
    }
    let mut out = Vec::new();
    match output {
        Some(output) => {
            for part in output.replace("...", ".").chars() {
                match part {
                    '.' => out.extend(&dots),
                    letter => match sizes.get(&letter) {
                        Some(&size) => out.push(size),
                        None => return wrong(format!("index {letter} of its equation is unknown")),
                    },
                }
            }
        }
        None => {
            out.extend(&dots);
            let once = counts.iter().filter(|(_, count)| **count == 1);
            out.extend(once.map(|(letter, _)| sizes[letter]));
        }
    }
    let mut all = dots;
    all.extend(sizes.values());
    Ok((out, all))
}

fn einsum(view: &View) -> Rule {
    one(view.data_type(0), einsum_sizes(view)?.0)
}

fn determinant(view: &View) -> Rule {
    let shape = view.shape(0)?;
    match shape.split_last_chunk() {
        Some((front, &[n, m])) if n == m => one(view.data_type(0), front.to_vec()),
        _ => wrong("its input must be square"),
    }
}

/// Queries, keys and values, with the heads on an axis of their own or within the last one.
fn attention(view: &View) -> Rule {
    let (query, key, value) = (view.shape(0)?, view.shape(1)?, view.shape(2)?);
    let kind = view.data_type(0);
    let past = match view.optional(4) {
        Some(past) => match past.shape.as_deref() {
            Some(&[_, _, past, _]) => past,
            Some(_) => return wrong("its past keys must have 4 dimensions"),
            None => return Err(Stop::Unknown),
        },
        None => 0,
    };
    let heads = |name: &str, width: u64| match view.int(name, 0) {
        heads @ 1.. if width.is_multiple_of(heads as u64) => {
            Ok((heads as u64, width / heads as u64))
        }
        _ => wrong(format!("`{name}` is missing or does not divide {width}")),
    };
    let (out, batch, q_heads, queries, kv_heads, keys, k_size, v_size) = match (query, key, value) {
        (&[b, h, q, _], &[_, g, k, d], &[_, _, _, v]) => (vec![b, h, q, v], b, h, q, g, k, d, v),
        (&[b, q, w], &[_, k, x], &[_, _, y]) => {
            let (h, _) = heads("q_num_heads", w)?;
            let (g, d) = heads("kv_num_heads", x)?;
            let (_, v) = heads("kv_num_heads", y)?;
            (vec![b, q, h.saturating_mul(v)], b, h, q, g, k, d, v)
        }
        _ => return wrong("its inputs must have 3 or 4 dimensions"),
    };
    let total = keys.saturating_add(past);
    Ok(vec![
        Fact::new(kind, out),
        Fact::new(view.data_type(1), vec![batch, kv_heads, total, k_size]),
        Fact::new(view.data_type(2), vec![batch, kv_heads, total, v_size]),
        Fact::new(kind, vec![batch, q_heads, queries, total]),
    ])
}
