//! What is learnt, and what differs from it.

use catalog::{GivenSchema, Shape, Sort, openapi, sample};
use proptest::prelude::*;
use serde_json::{Value, json};

fn learnt(payloads: &[Value]) -> Shape {
    payloads.iter().fold(Shape::default(), |mut shape, payload| {
        shape.learn(payload);
        shape
    })
}

/// Orders that differ in what differs between orders, `count` of them.
fn orders(count: u64) -> Shape {
    let order = |number: u64| {
        json!({
            "type": "order.paid",
            "created": "2026-05-01T12:00:00Z",
            "data": {
                "amount": 4200 + number,
                "status": if number.is_multiple_of(2) { "paid" } else { "open" },
                "coupon": if number.is_multiple_of(3) { json!(null) } else { json!("SPRING") },
                "lines": [{ "sku": "a1" }, { "sku": "b2", "gift": true }],
                "prices": { "1042": 1, "1043": 2 }
            }
        })
    };
    learnt(&(0..count).map(order).collect::<Vec<_>>())
}

fn check(shape: &Shape, payload: &Value, expected: &[(&str, Sort)]) {
    let differences = shape.differences(payload);
    let found: Vec<(&str, Sort)> =
        differences.iter().filter(|one| one.is_drift()).map(|one| (one.path.as_str(), one.sort)).collect();
    assert_eq!(found, expected, "{payload}");
}

fn order() -> Value {
    json!({
        "type": "order.paid", "created": "2026-06-01T12:00:00Z",
        "data": { "amount": 1, "status": "paid", "coupon": null, "lines": [{ "sku": "c3" }], "prices": { "7": 1 } }
    })
}

#[test]
fn each_way_to_differ_is_named_by_its_path() {
    let shape = orders(40);
    check(&shape, &order(), &[]);
    let changed = |path: &str, value: Value| {
        let mut payload = order();
        catalog::edit::set(&mut payload, path, value).unwrap();
        payload
    };
    check(&shape, &changed("/data/amount", json!("42.00")), &[("/data/amount", Sort::KindChanged)]);
    check(&shape, &changed("/data/amount", json!(null)), &[("/data/amount", Sort::BecameNull)]);
    check(&shape, &changed("/data/tax", json!(1)), &[("/data/tax", Sort::Appeared)]);
    check(&shape, &changed("/data/lines/0/sku", json!(7)), &[("/data/lines/*/sku", Sort::KindChanged)]);
    check(&shape, &changed("/data/prices/99", json!("free")), &[("/data/prices/*", Sort::KindChanged)]);
    check(&shape, &changed("/data/status", json!("refunded")), &[("/data/status", Sort::NewValue)]);
    check(&shape, &changed("/created", json!("yesterday")), &[("/created", Sort::FormatLost)]);
    check(&shape, &changed("/data/lines", json!([])), &[]);
    let mut gone = order();
    gone["data"].as_object_mut().unwrap().remove("status");
    check(&shape, &gone, &[("/data/status", Sort::Vanished)]);
    check(&shape, &json!("not json"), &[("", Sort::KindChanged)]);
}

#[test]
fn little_that_was_seen_proves_little() {
    let shape = orders(4);
    let mut payload = order();
    catalog::edit::set(&mut payload, "/data/tax", json!(1)).unwrap();
    catalog::edit::set(&mut payload, "/data/amount", json!("42.00")).unwrap();
    check(&shape, &payload, &[("/data/amount", Sort::KindChanged)]);
    assert_eq!(shape.differences(&payload).len(), 2, "the new field is a difference, to be learnt");
    let sentence = shape.differences(&payload)[0].sentence();
    assert_eq!(sentence, "/data/amount was always a whole number and is text.");
}

#[test]
fn a_learnt_schema_says_what_a_person_would() {
    let schema = orders(40).to_schema();
    assert_eq!(schema["properties"]["created"], json!({ "type": "string", "format": "date-time" }));
    let data = &schema["properties"]["data"];
    assert_eq!(data["properties"]["status"], json!({ "type": "string", "enum": ["open", "paid"] }));
    assert_eq!(data["properties"]["coupon"], json!({ "type": ["string", "null"] }));
    assert_eq!(data["properties"]["lines"]["items"]["required"], json!(["sku"]));
    assert_eq!(
        data["properties"]["prices"],
        json!({ "type": "object", "additionalProperties": { "type": "integer" } })
    );
}

#[test]
fn a_shape_stays_small_whatever_comes() {
    let mut shape = Shape::default();
    for round in 0..40_u32 {
        let wide: serde_json::Map<String, Value> = (0..100)
            .map(|field| {
                (format!("f{field}"), json!({ format!("g{}", round * 3 % 90): { "h": [{ format!("i{round}"): 1 }] } }))
            })
            .collect();
        shape.learn(&Value::Object(wide));
        assert!(shape.places() <= catalog::PLACES_MAX);
    }
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    shape.learn(&deep);
    assert!(shape.differences(&deep).is_empty());
}

#[test]
fn a_given_schema_names_what_is_not_kept() {
    let schema = json!({
        "type": "object", "required": ["id"],
        "properties": { "id": { "type": "string" }, "lines": { "items": { "type": "object", "properties": { "n": { "minimum": 1 } } } } },
        "additionalProperties": false
    });
    let given = GivenSchema::parse(&schema).unwrap();
    let found = given.differences(&json!({ "lines": [{ "n": 0 }, { "n": -1 }], "more": "secret" }));
    let found: Vec<(&str, &str)> = found.iter().map(|one| (one.path.as_str(), one.was.as_str())).collect();
    assert_eq!(found[0], ("/id", "it must be there"));
    assert_eq!((found[1].0, found[2]), ("/lines/*/n", ("/more", "it may not be there")));
    assert!(!format!("{found:?}").contains("secret"));
    assert!(GivenSchema::parse(&json!({ "type": "nonsense" })).is_err());
    assert!(GivenSchema::parse(&json!({ "$ref": "https://example.com/other.json" })).is_err(), "nothing is fetched");
}

const PETS: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
webhooks:
  pet.created:
    post:
      summary: A pet was made
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/PetEvent" }
            examples:
              rex: { value: { id: 1, pet: { name: Rex, kind: dog } } }
  pet.photo:
    post:
      requestBody: { content: { image/png: {} } }
components:
  schemas:
    PetEvent:
      type: object
      required: [id, pet]
      properties:
        id: { type: integer, minimum: 1 }
        pet: { $ref: "#/components/schemas/Pet" }
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string, minLength: 2 }
        kind: { enum: [dog, cat] }
        parent: { anyOf: [{ type: "null" }, { $ref: "#/components/schemas/Pet" }] }
"##;

#[test]
fn webhooks_of_an_openapi_document_become_types_that_stand_alone() {
    let imported = openapi::import(PETS).unwrap();
    assert_eq!(imported.left_out, [("pet.photo".to_owned(), "its body is not JSON".to_owned())]);
    let [pet] = imported.types.as_slice() else { panic!("{imported:?}") };
    assert_eq!((pet.event_type.as_str(), pet.summary.as_deref()), ("pet.created", Some("A pet was made")));
    let given = GivenSchema::parse(&pet.schema).unwrap();
    assert!(given.accepts(&pet.examples[0].1), "{:?}", pet.examples);
    let wrong = given.differences(&json!({ "id": 1, "pet": { "name": "Rex", "kind": "fish" } }));
    assert_eq!(wrong[0].path, "/pet/kind");
    assert!(given.accepts(&sample::sample(&pet.schema, 7).unwrap()));
    assert!(openapi::import("{}").is_err() && openapi::import("a: [").is_err());
}

#[test]
fn every_example_that_is_shipped_can_be_read_learnt_and_sampled() {
    let examples = catalog::examples::list();
    let of = |provider: &str| examples.iter().filter(|one| one.provider == provider).count();
    assert!(of("github") > 160 && of("stripe") > 240, "{} and {}", of("github"), of("stripe"));
    for example in examples.iter().step_by(37) {
        let text = catalog::examples::payload(example).unwrap();
        let payload: Value = serde_json::from_str(&text).unwrap();
        let shape = Shape::of(&payload);
        assert!(shape.differences(&payload).is_empty());
        let schema = shape.to_schema();
        assert!(GivenSchema::parse(&schema).unwrap().accepts(&payload), "{example:?}");
        sample::sample(&schema, 1).unwrap_or_else(|error| panic!("{example:?}: {error}"));
    }
    assert!(catalog::examples::ATTRIBUTIONS.iter().all(|one| one.licence.contains("Permission is hereby granted")));
}

fn payload() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (-1e6_f64..1e6).prop_map(Value::from),
        "[a-c]{0,3}".prop_map(Value::from),
        prop_oneof![
            Just("2026-05-01"),
            Just("2026-05-01T12:00:00Z"),
            Just("ada@example.com"),
            Just("https://a.example/b")
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-d~/]{1,2}|[0-9]{1,2}", inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_learnt_from_a_set_accepts_every_member(payloads in prop::collection::vec(payload(), 1..30)) {
        let shape = learnt(&payloads);
        let schema = GivenSchema::parse(&shape.to_schema()).unwrap();
        for payload in &payloads {
            prop_assert_eq!(shape.differences(payload), vec![]);
            prop_assert!(schema.accepts(payload), "{} {}", payload, shape.to_schema());
        }
    }

    #[test]
    fn the_order_of_learning_does_not_matter(payloads in prop::collection::vec(payload(), 1..20), split in 0_usize..20) {
        let forth = learnt(&payloads);
        let back = learnt(&payloads.iter().rev().cloned().collect::<Vec<_>>());
        prop_assert_eq!(&forth, &back);
        let (left, right) = payloads.split_at(split.min(payloads.len()));
        let (mut left, right) = (learnt(left), learnt(right));
        left.merge(right);
        prop_assert_eq!(&forth, &left);
        let text = serde_json::to_string(&forth).unwrap();
        prop_assert_eq!(&forth, &serde_json::from_str::<Shape>(&text).unwrap());
    }

    #[test]
    fn a_sample_is_valid_and_the_same_for_a_seed(payloads in prop::collection::vec(payload(), 1..10), seed: u64) {
        let shape = learnt(&payloads);
        let schema = shape.to_schema();
        let made = sample::sample(&schema, seed).unwrap();
        prop_assert!(GivenSchema::parse(&schema).unwrap().accepts(&made));
        prop_assert_eq!(&made, &sample::sample(&schema, seed).unwrap());
    }
}
