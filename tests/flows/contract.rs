//! The OpenAPI document that clients are generated from is the one the handlers describe.

#[test]
fn the_document_in_docs_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(path).expect("docs/openapi.json")).unwrap();
    let described = serde_json::to_value(api::document()).unwrap();
    assert!(kept == described, "docs/openapi.json is not what the handlers describe: run cargo xtask codegen");
}

#[test]
fn every_operation_says_what_a_refusal_looks_like() {
    let document = serde_json::to_value(api::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let mut operations = 0;
    let mut names = std::collections::HashSet::new();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap().iter().filter(|(_, value)| value.is_object()) {
            operations += 1;
            assert!(
                names.insert(operation["operationId"].to_string()),
                "two operations have one name: {method} {path}"
            );
            let takes_input = operation["parameters"].is_array() || operation["requestBody"].is_object();
            assert!(!takes_input || operation["responses"]["default"].is_object(), "{method} {path}");
        }
    }
    assert!(operations >= 40, "only {operations} operations were found");
}
