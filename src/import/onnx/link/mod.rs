//! Joins nodes by the names of their tensors: every name becomes a number, calls of the file's own
//! functions are replaced by what they do, and what is wrong with the names shows.

mod expand;
mod outer;

pub(crate) use outer::graphs_of;

use super::fault::{Fault, Outcome, invalid, limit, shown};
use super::proto::{Attribute, Function, Graph, ModelFile, Node, Opset, Tensor, ValueInfo};
use expand::{Attributes, resolve};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Index of a tensor.
pub(crate) type ValueId = usize;

/// How deep functions may call each other.
const DEEPEST_CALLS: usize = 24;

/// Nodes with their inputs, outputs and attributes, after all calls are replaced.
const MOST_PLACES: usize = 1 << 21;

/// The oldest operators that are read: from 7 on they broadcast as today.
const OLDEST_OPSET: i64 = 7;

/// A model whose nodes know what they read and write.
#[derive(Debug, Default)]
pub(crate) struct Linked<'m> {
    pub(crate) names: Vec<ValueName<'m>>,
    pub(crate) calls: Vec<Call<'m>>,
    pub(crate) steps: Vec<Step<'m>>,
    pub(crate) constants: Vec<(ValueId, &'m Tensor)>,
    pub(crate) inputs: Vec<(ValueId, &'m ValueInfo)>,
    pub(crate) outputs: Vec<(ValueId, &'m ValueInfo)>,
    /// What the file itself says of tensors that nodes make.
    pub(crate) claims: Vec<(ValueId, &'m ValueInfo)>,
    /// Domains of operators whose version the file does not say.
    pub(crate) undeclared_domains: BTreeSet<&'m str>,
    by_name: Scope<'m>,
}

/// A tensor's name, and the call of a function within which it is one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueName<'m> {
    pub(crate) name: &'m str,
    pub(crate) call: Option<usize>,
}

/// The call of a function.
#[derive(Debug)]
pub(crate) struct Call<'m> {
    pub(crate) name: &'m str,
    pub(crate) within: Option<usize>,
}

/// One operator at work.
#[derive(Debug)]
pub(crate) struct Step<'m> {
    pub(crate) node: &'m Node,
    /// The index of the node of the file's graph that this is, or is part of.
    pub(crate) file_node: usize,
    pub(crate) call: Option<usize>,
    /// Whether it stood in a branch of an `If` that is decided.
    pub(crate) in_branch: bool,
    /// The version of the operators of the node's domain.
    pub(crate) opset: i64,
    pub(crate) attributes: Vec<(&'m str, &'m Attribute)>,
    /// Nothing stands for an input that is left out.
    pub(crate) inputs: Vec<Option<ValueId>>,
    /// What graphs in its attributes read from outside of them, with its name there.
    pub(crate) captured: Vec<(&'m str, ValueId)>,
    pub(crate) outputs: Vec<Option<ValueId>>,
}

impl Step<'_> {
    /// Every tensor that it reads.
    pub(crate) fn reads(&self) -> impl Iterator<Item = ValueId> + '_ {
        let captured = self.captured.iter().map(|(_, id)| id);
        self.inputs.iter().flatten().chain(captured).copied()
    }
}

impl<'m> Linked<'m> {
    /// The tensors of the file's graph by their names, in no order; some have several.
    pub(crate) fn graph_names(&self) -> impl Iterator<Item = (&'m str, ValueId)> + '_ {
        let names = self.by_name.iter();
        names.filter_map(|(name, id)| Some((*name, (*id)?)))
    }

    /// The tensor of the file's graph with that name.
    pub(crate) fn value_named(&self, name: &str) -> Option<ValueId> {
        self.by_name.get(name).copied().flatten()
    }
}

struct Linker<'m, 'd> {
    decisions: &'d Decisions,
    functions: HashMap<(&'m str, &'m str, &'m str), &'m Function>,
    active: Vec<&'m Function>,
    linked: Linked<'m>,
    places: usize,
    file_node: usize,
}

/// Nothing stands for what the caller of a function leaves out.
type Scope<'m> = HashMap<&'m str, Option<ValueId>>;

/// Where a node stands: in the file's graph or in a call of a function.
struct Place<'a, 'm> {
    opsets: &'m [Opset],
    attributes: &'a Attributes<'m>,
    call: Option<usize>,
    in_branch: bool,
}

/// Which branch each `If` takes whose condition is known, by where its node begins in the file.
pub(crate) type Decisions = HashMap<u64, bool>;

/// Links the graph of a file; an `If` that is decided becomes the nodes of the branch that it takes.
pub(crate) fn link<'m>(model: &'m ModelFile, decisions: &Decisions) -> Outcome<Linked<'m>> {
    let mut functions = HashMap::new();
    for function in &model.functions {
        let key = (&*function.domain, &*function.name, &*function.overload);
        if functions.insert(key, function).is_some() {
            let name = shown(&function.name);
            return Err(invalid(
                function.span.start,
                format!("there are two functions `{name}`"),
            ));
        }
    }
    let mut linker = Linker {
        decisions,
        functions,
        active: Vec::new(),
        linked: Linked::default(),
        places: 0,
        file_node: 0,
    };
    let graph = &model.graph;
    let mut scope = linker.enter_graph(graph)?;
    let place = Place {
        opsets: &model.opsets,
        attributes: &[],
        call: None,
        in_branch: false,
    };
    for (index, node) in graph.nodes.iter().enumerate() {
        linker.file_node = index;
        linker.link_node(node, &place, &mut scope)?;
    }
    let mut linked = linker.linked;
    for info in &graph.outputs {
        match scope.get(&*info.name) {
            Some(&Some(id)) => linked.outputs.push((id, info)),
            _ => {
                let name = shown(&info.name);
                let message = format!("the model's output `{name}` is made by no node");
                return Err(invalid(info.span.start, message));
            }
        }
    }
    let claims = graph.value_infos.iter().chain(&graph.outputs);
    linked.claims = claims
        .filter_map(|info| Some(((*scope.get(&*info.name)?)?, info)))
        .collect();
    linked.by_name = scope;
    Ok(linked)
}

impl<'m> Linker<'m, '_> {
    /// Inputs and initialisers; those that are both are constants.
    fn enter_graph(&mut self, graph: &'m Graph) -> Outcome<Scope<'m>> {
        let mut scope = Scope::new();
        for tensor in &graph.initializers {
            let id = self.define(&tensor.name, None, &mut scope, tensor.span.start)?;
            self.linked.constants.push((id, tensor));
        }
        let mut seen = HashSet::new();
        for info in &graph.inputs {
            if !seen.insert(&*info.name) {
                return Err(twice(&info.name, info.span.start));
            }
            if scope.contains_key(&*info.name) {
                continue;
            }
            let id = self.define(&info.name, None, &mut scope, info.span.start)?;
            self.linked.inputs.push((id, info));
        }
        Ok(scope)
    }

    fn define(
        &mut self,
        name: &'m str,
        call: Option<usize>,
        scope: &mut Scope<'m>,
        at: u64,
    ) -> Outcome<ValueId> {
        let id = self.linked.names.len();
        if scope.insert(name, Some(id)).is_some() {
            return Err(twice(name, at));
        }
        self.linked.names.push(ValueName { name, call });
        Ok(id)
    }

    fn link_node(
        &mut self,
        node: &'m Node,
        place: &Place<'_, 'm>,
        scope: &mut Scope<'m>,
    ) -> Outcome<()> {
        let tensors = node.inputs.len() + node.outputs.len();
        self.places += 1 + tensors + node.attributes.len() + place.attributes.len();
        if self.places > MOST_PLACES {
            return Err(limit(format!(
                "the nodes of this model, with its functions written out, have more than {MOST_PLACES} inputs, outputs and attributes"
            )));
        }
        let attributes = resolve(node, place.attributes);
        let mut inputs = Vec::with_capacity(node.inputs.len());
        for name in &node.inputs {
            inputs.push(match &**name {
                "" => None,
                name => known(scope, name, node)?,
            });
        }
        let key = (&*node.domain, &*node.op, &*node.overload);
        if let Some(&function) = self.functions.get(&key) {
            return self.expand(function, node, place, &attributes, &inputs, scope);
        }
        let opset = self.version(node, place.opsets)?;
        if let Some(branch) = self.decided(node, place) {
            return self.inline(branch, node, place, scope);
        }
        let captured = self.captured(node, &attributes, scope)?;
        let mut outputs = Vec::with_capacity(node.outputs.len());
        for name in &node.outputs {
            outputs.push(match &**name {
                "" => None,
                name => Some(self.define(name, place.call, scope, node.span.start)?),
            });
        }
        self.linked.steps.push(Step {
            node,
            file_node: self.file_node,
            call: place.call,
            in_branch: place.in_branch,
            opset,
            attributes,
            inputs,
            captured,
            outputs,
        });
        Ok(())
    }

    fn version(&mut self, node: &'m Node, opsets: &[Opset]) -> Outcome<i64> {
        let standard = node.domain.is_empty();
        let of_domain =
            |opset: &&Opset| opset.domain == node.domain || standard && opset.domain == "ai.onnx";
        match opsets.iter().find(of_domain) {
            Some(opset) if standard && opset.version < OLDEST_OPSET => Err(invalid(
                opset.span.start,
                format!(
                    "the operators are of version {}; those from {OLDEST_OPSET} on are read",
                    opset.version
                ),
            )),
            Some(opset) => Ok(opset.version),
            None if standard => Err(invalid(
                node.span.start,
                format!(
                    "node `{}` uses an operator of ONNX itself, and the file does not say of which version",
                    shown(node.title())
                ),
            )),
            None => {
                self.linked.undeclared_domains.insert(&node.domain);
                Ok(1)
            }
        }
    }
}

fn known(scope: &Scope, name: &str, node: &Node) -> Outcome<Option<ValueId>> {
    scope.get(name).copied().ok_or_else(|| {
        let (name, op, node_name) = (shown(name), shown(&node.op), shown(node.title()));
        invalid(
            node.span.start,
            format!(
                "node `{node_name}` ({op}) reads `{name}`, which is no input, no constant and made by no node before it"
            ),
        )
    })
}

#[cold]
fn twice(name: &str, at: u64) -> Fault {
    let name = shown(name);
    invalid(at, format!("two tensors have the name `{name}`"))
}
