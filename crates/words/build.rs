//! Makes the macro `phrase!` from the English catalogue: one arm for each entry, with the entry's own arguments. Whoever
//! names an entry that is not there, or forgets an argument, does not compile.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=locales");
    let mut arms = String::new();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir("locales/en")?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        let resource = fluent_syntax::parser::parse(text.as_str())
            .map_err(|(_, errors)| format!("{}: {errors:?}", file.display()))?;
        for entry in resource.body {
            if let Entry::Message(entry) = entry {
                let mut arguments = Vec::new();
                entry.value.iter().for_each(|pattern| add_arguments(pattern, &mut arguments));
                add_arm(entry.id.name, &arguments, &mut arms)?;
            }
        }
    }
    let made = format!(
        "/// A phrase of the catalogue, with its arguments in the order in which English has them.\n#[macro_export]\n\
         macro_rules! phrase {{\n{arms}}}\n"
    );
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("phrase.rs"), made)?;
    Ok(())
}

fn add_arm(key: &str, arguments: &[&str], arms: &mut String) -> std::fmt::Result {
    let taken: String = arguments.iter().map(|name| format!(", {name} = ${name}:expr")).collect();
    let given: String =
        arguments.iter().map(|name| format!("(\"{name}\", $crate::Argument::from(${name})), ")).collect();
    match arguments {
        [] => writeln!(arms, "    (\"{key}\") => {{ $crate::Phrase::plain(\"{key}\") }};"),
        _ => writeln!(
            arms,
            "    (\"{key}\"{taken} $(,)?) => {{ $crate::Phrase::with(\"{key}\", ::std::vec![{given}]) }};"
        ),
    }
}

/// The arguments of a pattern, in the order in which they first stand there.
fn add_arguments<'a>(pattern: &Pattern<&'a str>, arguments: &mut Vec<&'a str>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let (asked, variants) = match expression {
            Expression::Inline(asked) => (asked, &[][..]),
            Expression::Select { selector, variants } => (selector, variants.as_slice()),
        };
        if let InlineExpression::VariableReference { id } = asked
            && !arguments.contains(&id.name)
        {
            arguments.push(id.name);
        }
        variants.iter().for_each(|variant| add_arguments(&variant.value, arguments));
    }
}
