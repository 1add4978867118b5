package ory.hub.model

import java.nio.ByteBuffer
import ory.hub.Problem
import ory.hub.flowFromBody
import ory.hub.modelFromJson
import ory.hub.modelToJson

/** The JSON text of a model. */
internal fun <T> jsonOf(model: String, converter: FfiConverterRustBuffer<T>, value: T): String {
    val buffer = ByteBuffer.allocate(Math.toIntExact(converter.allocationSize(value).toLong()))
    converter.write(value, buffer)
    return modelToJson(model, buffer.array().copyOf(buffer.position()))
}

/** The model in a JSON text. */
internal fun <T> modelOf(model: String, converter: FfiConverterRustBuffer<T>, json: String): T =
    converter.read(ByteBuffer.wrap(modelFromJson(model, json)))

/** The flow in the body of an error, if it is one that its operation answers. */
internal fun <T> flowOf(model: String, converter: FfiConverterRustBuffer<T>, problem: Problem): T? =
    problem.body?.let { flowFromBody(model, problem.operation, it) }?.let { converter.read(ByteBuffer.wrap(it)) }
