//! The order of the translated functions. They are declarations, so it says nothing to an engine, but a compressor finds
//! more where functions with the same names stand together.

use std::cmp::Reverse;

/// The code with what is outside functions first, then the functions by the number of their parameters, the longest first.
pub(super) fn grouped(code: &str) -> String {
    let mut out = String::new();
    let mut functions = Vec::new();
    let mut function = String::new();
    for line in code.lines() {
        if function.is_empty() && !line.starts_with(" function $") {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        let is_first = function.is_empty();
        function.push_str(line);
        function.push('\n');
        if line == " }" || is_first && line.ends_with('}') {
            functions.push(std::mem::take(&mut function));
        }
    }
    functions.sort_by_key(|function| (parameters(function), Reverse(function.len())));
    out + &functions.concat() + &function
}

fn parameters(function: &str) -> usize {
    let head = function.split(')').next().unwrap_or_default();
    head.matches('$').count()
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn functions_of_as_many_parameters_stand_together() {
        let code = " var a = 1;\n function $0($0_1, $1_1) {\n  if ($0_1) {\n  }\n }\n function $1($0_1) {\n }\n b();\n function $2($0_1) {\n  c($0_1);\n }\n";
        let order = " var a = 1;\n b();\n function $2($0_1) {\n  c($0_1);\n }\n function $1($0_1) {\n }\n function $0($0_1, $1_1) {\n  if ($0_1) {\n  }\n }\n";
        assert_eq!(grouped(code), order);
        assert_eq!(
            grouped(" function $0($0_1) { }\n x();\n"),
            " x();\n function $0($0_1) { }\n"
        );
    }
}
