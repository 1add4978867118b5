package ory.hub.model

/** The messages of the form's fields, by the names of the fields; those of the whole form are `messages`. */
fun UiContainer.fieldMessages(): Map<String, List<UiText>> = nodes
    .mapNotNull { node -> (node.attributes as? UiNodeAttributes.Input)?.let { it.value.name to node.messages } }
    .filter { (_, messages) -> messages.isNotEmpty() }
    .groupBy({ it.first }, { it.second })
    .mapValues { it.value.flatten() }
