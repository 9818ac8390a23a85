//! Calls of the file's own functions, and branches of `If` that are decided: what they do stands in
//! their place.

use super::{Call, DEEPEST_CALLS, Linker, Place, Scope, ValueId, graphs_of, known, twice};
use crate::import::onnx::fault::{Outcome, invalid, limit, shown};
use crate::import::onnx::proto::{Attribute, Function, Graph, Node};

/// Names and values of attributes.
pub(super) type Attributes<'m> = [(&'m str, &'m Attribute)];

impl<'m> Linker<'m, '_> {
    /// The branch that an `If` takes. Those within functions may take another one in every call.
    pub(super) fn decided(&self, node: &'m Node, place: &Place) -> Option<&'m Graph> {
        if !node.domain.is_empty() || node.op != "If" || place.call.is_some() {
            return None;
        }
        let name = match self.decisions.get(&node.span.start)? {
            true => "then_branch",
            false => "else_branch",
        };
        let branch = node
            .attributes
            .iter()
            .find(|attribute| attribute.name == name)?;
        graphs_of(&branch.value).first()
    }

    /// Puts the nodes of a branch in place of an `If`.
    pub(super) fn inline(
        &mut self,
        branch: &'m Graph,
        node: &'m Node,
        place: &Place<'_, 'm>,
        scope: &mut Scope<'m>,
    ) -> Outcome<()> {
        let mut made = Vec::new();
        for tensor in &branch.initializers {
            let id = self.define(&tensor.name, None, scope, tensor.span.start)?;
            self.linked.constants.push((id, tensor));
            made.push(&*tensor.name);
        }
        let within = Place {
            in_branch: true,
            ..*place
        };
        for node in &branch.nodes {
            self.link_node(node, &within, scope)?;
            made.extend(
                node.outputs
                    .iter()
                    .map(|name| &**name)
                    .filter(|name| !name.is_empty()),
            );
        }
        let mut outputs = Vec::new();
        for info in &branch.outputs {
            outputs.push(known(scope, &info.name, node)?);
        }
        // What a branch makes is not known outside of it.
        for name in made {
            scope.remove(name);
        }
        for (name, id) in node.outputs.iter().zip(outputs) {
            if !name.is_empty() && scope.insert(name, id).is_some() {
                return Err(twice(name, node.span.start));
            }
        }
        Ok(())
    }

    /// Puts the nodes of a function in place of its call.
    pub(super) fn expand(
        &mut self,
        function: &'m Function,
        node: &'m Node,
        place: &Place<'_, 'm>,
        attributes: &Attributes<'m>,
        inputs: &[Option<ValueId>],
        scope: &mut Scope<'m>,
    ) -> Outcome<()> {
        let name = shown(&function.name);
        if self
            .active
            .iter()
            .any(|active| std::ptr::eq(*active, function))
        {
            let message = format!("function `{name}` calls itself");
            return Err(invalid(function.span.start, message));
        }
        if self.active.len() >= DEEPEST_CALLS {
            return Err(limit(format!(
                "functions call each other more than {DEEPEST_CALLS} deep, at `{name}`"
            )));
        }
        if node.inputs.len() > function.inputs.len() || node.outputs.len() > function.outputs.len()
        {
            let message = format!("a node has more inputs or outputs than its function `{name}`");
            return Err(invalid(node.span.start, message));
        }
        let call = self.linked.calls.len();
        self.linked.calls.push(Call {
            name: node.title(),
            within: place.call,
        });
        let mut inner = Scope::new();
        for (formal, actual) in function.inputs.iter().zip(inputs) {
            inner.insert(formal, *actual);
        }
        for formal in &function.inputs[inputs.len()..] {
            inner.insert(formal, None);
        }
        let mut given = attributes.to_vec();
        for default in &function.defaults {
            if !given.iter().any(|(known, _)| *known == default.name) {
                given.push((&default.name, default));
            }
        }
        let within = Place {
            opsets: &function.opsets,
            attributes: &given,
            call: Some(call),
            in_branch: false,
        };
        self.active.push(function);
        for node in &function.nodes {
            self.link_node(node, &within, &mut inner)?;
        }
        self.active.pop();
        for (formal, actual) in function.outputs.iter().zip(&node.outputs) {
            if actual.is_empty() {
                continue;
            }
            let Some(&Some(id)) = inner.get(&**formal) else {
                let formal = shown(formal);
                let message = format!("function `{name}` never makes its output `{formal}`");
                return Err(invalid(function.span.start, message));
            };
            if scope.insert(actual, Some(id)).is_some() {
                return Err(twice(actual, node.span.start));
            }
        }
        Ok(())
    }
}

/// The node's attributes; those that mean one of the surrounding function take its value.
pub(super) fn resolve<'m>(node: &'m Node, given: &Attributes<'m>) -> Vec<(&'m str, &'m Attribute)> {
    let mut attributes = Vec::with_capacity(node.attributes.len());
    for attribute in &node.attributes {
        let source = if attribute.refers_to.is_empty() {
            Some(attribute)
        } else {
            let same = given.iter().find(|(name, _)| *name == attribute.refers_to);
            same.map(|(_, source)| *source)
        };
        if let Some(source) = source {
            attributes.push((&*attribute.name, source));
        }
    }
    attributes
}
