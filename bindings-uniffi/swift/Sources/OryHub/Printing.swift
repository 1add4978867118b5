import Foundation

/// A URL as it may be printed: scheme, host and path. The query holds codes and challenges, the user name a password.
func withoutQuery(_ url: String) -> String {
    let shown = url.prefix { $0 != "?" && $0 != "#" }
    let start = shown.range(of: "://")?.upperBound ?? shown.startIndex
    let authority = shown[start...].prefix { $0 != "/" }
    return String(shown[..<start]) + withoutUser(authority) + String(shown[authority.endIndex...])
}

/// The address of a service as it may be printed, whatever a caller wrote in front of its host.
func withoutCredentials(_ url: String) -> String {
    let scheme = url.range(of: "^[A-Za-z][A-Za-z0-9+.-]*://", options: .regularExpression)
    let start = scheme?.upperBound ?? url.startIndex
    return String(url[..<start]) + String(withoutUser(url[start...]).prefix { $0 != "?" && $0 != "#" })
}

private func withoutUser(_ text: Substring) -> String {
    text.lastIndex(of: "@").map { String(text[text.index(after: $0)...]) } ?? String(text)
}
