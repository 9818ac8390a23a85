//! What is known of a tensor, and what a rule sees of an operator at work.

use super::proto::{Attribute, AttributeValue, DataType, Numbers, elements};

/// Numbers of a tensor that are worked out at most; larger ones are known only where all their
/// numbers are the same.
pub(crate) const MOST_WORKED_OUT: u64 = 64 << 10;

/// The highest number of dimensions that rules deal with.
pub(crate) const HIGHEST_RANK: usize = 16;

/// What is known of a tensor.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fact {
    pub(crate) data_type: DataType,
    pub(crate) shape: Option<Vec<u64>>,
    pub(crate) value: Option<Value>,
}

/// The numbers of a tensor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Each(Numbers),
    SameInt(i64),
    SameFloat(f64),
}

impl Fact {
    pub(crate) fn new(data_type: DataType, shape: Vec<u64>) -> Fact {
        Fact {
            data_type,
            shape: Some(shape),
            value: None,
        }
    }

    pub(crate) fn elements(&self) -> Option<u64> {
        elements(self.shape.as_ref()?)
    }

    /// Bytes of the tensor; nothing where its shape or the size of its elements is not known.
    pub(crate) fn bytes(&self) -> Option<u64> {
        self.data_type.bytes(self.elements()?)
    }
}

/// Why a rule has no answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stop {
    /// Something that it needs is not known.
    Unknown,
    /// The operator cannot work on such inputs.
    Wrong(String),
}

/// What a rule says of an operator's outputs.
pub(crate) type Rule = Result<Vec<Fact>, Stop>;

#[cold]
#[inline(never)]
pub(crate) fn wrong<T>(message: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Wrong(message.into()))
}

/// One output.
pub(crate) fn one(data_type: DataType, shape: Vec<u64>) -> Rule {
    Ok(vec![Fact::new(data_type, shape)])
}

/// What a rule sees of an operator at work.
pub(crate) struct View<'a> {
    pub(crate) op: &'a str,
    pub(crate) domain: &'a str,
    pub(crate) opset: i64,
    pub(crate) attributes: &'a [(&'a str, &'a Attribute)],
    pub(crate) inputs: Vec<Option<&'a Fact>>,
    /// How many outputs the node lists.
    pub(crate) outputs: usize,
}

impl<'a> View<'a> {
    pub(crate) fn is_standard(&self) -> bool {
        self.domain.is_empty()
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&'a AttributeValue> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, attribute)| &attribute.value)
    }

    pub(crate) fn int(&self, name: &str, default: i64) -> i64 {
        match self.attribute(name) {
            Some(AttributeValue::Int(value)) => *value,
            _ => default,
        }
    }

    pub(crate) fn ints(&self, name: &str) -> Option<&'a [i64]> {
        match self.attribute(name) {
            Some(AttributeValue::Ints(values)) => Some(values),
            _ => None,
        }
    }

    pub(crate) fn text(&self, name: &str) -> &'a str {
        match self.attribute(name) {
            Some(AttributeValue::Text(text)) => text,
            _ => "",
        }
    }

    /// An input that may be left out.
    pub(crate) fn optional(&self, input: usize) -> Option<&'a Fact> {
        self.inputs.get(input).copied().flatten()
    }

    pub(crate) fn input(&self, input: usize) -> Result<&'a Fact, Stop> {
        match self.optional(input) {
            Some(fact) => Ok(fact),
            None => wrong(format!("its input {} is missing", input + 1)),
        }
    }

    pub(crate) fn data_type(&self, input: usize) -> DataType {
        self.optional(input)
            .map_or(DataType::UNKNOWN, |fact| fact.data_type)
    }

    pub(crate) fn shape(&self, input: usize) -> Result<&'a [u64], Stop> {
        self.input(input)?.shape.as_deref().ok_or(Stop::Unknown)
    }

    /// The whole numbers of an input, in a row.
    pub(crate) fn numbers(&self, input: usize) -> Result<Vec<i64>, Stop> {
        let fact = self.input(input)?;
        match fact.value.as_ref().ok_or(Stop::Unknown)? {
            Value::Each(Numbers::Ints(values)) => Ok(values.clone()),
            Value::SameInt(value) => match fact.elements() {
                Some(count) if count <= MOST_WORKED_OUT => Ok(vec![*value; count as usize]),
                _ => Err(Stop::Unknown),
            },
            _ => Err(Stop::Unknown),
        }
    }

    /// Numbers that an attribute gives in older versions and an input in newer ones.
    pub(crate) fn numbers_of(&self, name: &str, input: usize) -> Result<Option<Vec<i64>>, Stop> {
        if let Some(values) = self.ints(name) {
            return Ok(Some(values.to_vec()));
        }
        match self.optional(input) {
            Some(_) => self.numbers(input).map(Some),
            None => Ok(None),
        }
    }

    /// Inputs that are not left out, from one on.
    pub(crate) fn from(&self, first: usize) -> impl Iterator<Item = &'a Fact> + '_ {
        self.inputs.iter().skip(first).copied().flatten()
    }
}

/// An axis counted from the front, where those below 0 count from the back.
pub(crate) fn axis(axis: i64, rank: usize) -> Result<usize, Stop> {
    let rank = rank as i64;
    let place = if axis < 0 { axis + rank } else { axis };
    if (0..rank).contains(&place) {
        return Ok(place as usize);
    }
    wrong(format!("there is no axis {axis} among {rank}"))
}

/// The shape of what several tensors are stretched to.
pub(crate) fn broadcast(left: &[u64], right: &[u64]) -> Result<Vec<u64>, Stop> {
    let rank = left.len().max(right.len());
    let size = |shape: &[u64], place: usize| {
        let missing = rank - shape.len();
        if place < missing {
            1
        } else {
            shape[place - missing]
        }
    };
    let mut shape = Vec::with_capacity(rank);
    for place in 0..rank {
        shape.push(match (size(left, place), size(right, place)) {
            (1, other) | (other, 1) => other,
            (one, other) if one == other => one,
            _ => {
                return wrong(format!(
                    "shapes {} and {} do not go together",
                    written(left),
                    written(right)
                ));
            }
        });
    }
    Ok(shape)
}

/// A shape as people write it.
pub(crate) fn written(shape: &[u64]) -> String {
    let sizes: Vec<String> = shape
        .iter()
        .take(HIGHEST_RANK)
        .map(u64::to_string)
        .collect();
    format!("[{}]", sizes.join(", "))
}
