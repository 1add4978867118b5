import Foundation

/// A model of Ory: its JSON both ways, with what this version does not know, and by that Codable.
public protocol OryModel: Codable, Hashable, Sendable {
    /// The JSON text.
    func toJson() throws -> String

    /// Reads JSON text.
    static func fromJson(_ text: String) throws -> Self
}

extension OryModel {
    public init(from decoder: any Decoder) throws {
        self = try Self.fromJson(Json(from: decoder).text)
    }

    public func encode(to encoder: any Encoder) throws {
        try Json(text: toJson()).encode(to: encoder)
    }
}

/// Reads what uniffi has written.
typealias ModelReader<Model> = (inout (data: UnsafeRawBufferPointer, offset: Int)) throws -> Model

func jsonOf<Model>(_ model: String, _ value: Model, _ write: (Model, inout [UInt8]) -> Void) throws -> String {
    var bytes: [UInt8] = []
    write(value, &bytes)
    return try modelToJson(model: model, bytes: Data(bytes))
}

func modelOf<Model>(_ model: String, _ json: String, _ read: ModelReader<Model>) throws -> Model {
    try modelFromJson(model: model, json: json).withUnsafeBytes { data in
        var reader = (data: data, offset: 0)
        return try read(&reader)
    }
}

func flowOf<Model>(_ model: String, _ problem: Problem, _ read: ModelReader<Model>) -> Model? {
    guard let body = problem.body, let bytes = flowFromBody(model: model, operation: problem.operation, body: body) else {
        return nil
    }
    return bytes.withUnsafeBytes { data in
        var reader = (data: data, offset: 0)
        return try? read(&reader)
    }
}
