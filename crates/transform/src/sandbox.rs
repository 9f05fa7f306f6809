//! One run of a source: in an engine of its own, on a thread of its own, within limits.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rquickjs::context::EvalOptions;
use rquickjs::{CatchResultExt, CaughtError, Context, Ctx, Function, Runtime, Value};

use crate::console::Console;
use crate::exchange::{Failure, hand_over, shortened, take_back};
use crate::{ErrorKind, Limits, Run, TransformError, Transformed, Webhook};

/// How much longer than its limit a run is waited for.
pub const GRACE: Duration = Duration::from_millis(250);
/// Most threads that are tolerated in runs that nobody waits for any more.
pub const STUCK_MAX: usize = 4;

/// What the source is called in the places of errors.
const FILE_NAME: &str = "transform.js";
/// Stack of a thread beside what the source may use.
const STACK_OWN_BYTES: usize = 1024 * 1024;
/// Most rounds of promises that are gone through after the handler returned.
const PROMISE_ROUNDS_MAX: usize = 100_000;

/// Runs that nobody waits for any more.
static STUCK: AtomicUsize = AtomicUsize::new(0);

pub(crate) enum Task {
    /// See whether there is a handler.
    Check,
    /// Call it.
    Transform(Webhook),
}

/// Runs a source.
pub(crate) fn enter(source: Arc<str>, task: Task, limits: Limits) -> Run {
    if STUCK.load(Ordering::Relaxed) >= STUCK_MAX {
        return failed(ErrorKind::Local, "too many transforms before this one have not stopped yet");
    }
    let (answer, answered) = mpsc::sync_channel(1);
    let spawned = std::thread::Builder::new()
        .name("transform".to_owned())
        .stack_size(limits.stack_bytes + STACK_OWN_BYTES)
        .spawn(move || {
            // Nobody waits any more when this cannot be sent: then the thread was counted as stuck.
            if answer.send(run(&source, &task, limits)).is_err() {
                STUCK.fetch_sub(1, Ordering::Relaxed);
            }
        });
    if let Err(error) = spawned {
        return failed(ErrorKind::Local, format!("no thread for the transform: {error}"));
    }
    match answered.recv_timeout(limits.time + GRACE) {
        Ok(run) => run,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            STUCK.fetch_add(1, Ordering::Relaxed);
            failed(ErrorKind::TimedOut, too_long(limits))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => failed(ErrorKind::Local, "the sandbox broke down"),
    }
}

fn failed(kind: ErrorKind, message: impl Into<String>) -> Run {
    Run { result: Err(TransformError::new(kind, message)), console: Vec::new() }
}

fn too_long(limits: Limits) -> String {
    format!("the handler ran longer than {} ms", limits.time.as_millis())
}

fn run(source: &str, task: &Task, limits: Limits) -> Run {
    let console = Console::default();
    let result = run_within(source, task, limits, &console);
    Run { result, console: console.take() }
}

fn run_within(source: &str, task: &Task, limits: Limits, console: &Console) -> Result<Transformed, TransformError> {
    let no_memory = |_| TransformError::new(ErrorKind::OutOfMemory, "there is not enough memory for the sandbox");
    let runtime = Runtime::new().map_err(no_memory)?;
    runtime.set_memory_limit(limits.memory_bytes);
    runtime.set_max_stack_size(limits.stack_bytes);
    let is_late = Rc::new(Cell::new(false));
    let until = Instant::now() + limits.time;
    runtime.set_interrupt_handler(Some(Box::new({
        let is_late = is_late.clone();
        move || {
            is_late.set(Instant::now() >= until);
            is_late.get()
        }
    })));
    let context = Context::full(&runtime).map_err(no_memory)?;
    context.with(|ctx| {
        let result = steps(&ctx, source, task, console);
        result.map_err(|failure| {
            let error = match failure {
                Failure::Refused(error) => error,
                Failure::Engine(error) => caught(&ctx, error),
            };
            if is_late.get() {
                return TransformError { kind: ErrorKind::TimedOut, message: too_long(limits), ..error };
            }
            error
        })
    })
}

fn steps(ctx: &Ctx<'_>, source: &str, task: &Task, console: &Console) -> Result<Transformed, Failure> {
    console.install(ctx)?;
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(FILE_NAME.to_owned());
    ctx.eval_with_options::<Value<'_>, _>(source, options)?;
    let handler: Value<'_> = ctx.eval("typeof handler === 'function' ? handler : undefined")?;
    let Some(handler) = handler.into_function() else {
        let message = "there is no `function handler(webhook)`";
        return Err(Failure::Refused(TransformError::new(ErrorKind::Syntax, message)));
    };
    match task {
        Task::Check => Ok(Transformed::Cancelled { reason: None }),
        Task::Transform(webhook) => call(ctx, &handler, webhook),
    }
}

fn call<'js>(ctx: &Ctx<'js>, handler: &Function<'js>, webhook: &Webhook) -> Result<Transformed, Failure> {
    let (handed, written) = hand_over(ctx, webhook)?;
    let mut returned: Value<'_> = handler.call((handed,))?;
    if let Some(promise) = returned.clone().into_promise() {
        for _ in 0..PROMISE_ROUNDS_MAX {
            if !ctx.execute_pending_job() {
                break;
            }
        }
        returned = match promise.result() {
            Some(settled) => settled?,
            None => {
                let message = "the handler waits for something that never happens";
                return Err(Failure::Refused(TransformError::new(ErrorKind::BadResult, message)));
            }
        };
    }
    take_back(ctx, &returned, webhook, written.as_deref())
}

/// What an exception says.
fn caught(ctx: &Ctx<'_>, error: rquickjs::Error) -> TransformError {
    match Err::<(), _>(error).catch(ctx) {
        Ok(()) | Err(CaughtError::Error(rquickjs::Error::Allocation)) => {
            TransformError::new(ErrorKind::OutOfMemory, "out of memory")
        }
        Err(CaughtError::Error(error)) => TransformError::new(ErrorKind::Thrown, error.to_string()),
        Err(CaughtError::Value(value)) => thrown_value(&value),
        Err(CaughtError::Exception(exception)) => {
            let name = exception.as_object().get::<_, String>("name").unwrap_or_default();
            let message = exception.message().unwrap_or_default();
            let kind = match (name.as_str(), message.as_str()) {
                ("InternalError", "out of memory") => ErrorKind::OutOfMemory,
                ("SyntaxError", _) => ErrorKind::Syntax,
                _ => ErrorKind::Thrown,
            };
            let message = if name.is_empty() { message } else { format!("{name}: {message}") };
            let (line, column) = place(&exception.stack().unwrap_or_default());
            TransformError { kind, message: shortened(&message), line, column }
        }
    }
}

fn thrown_value(value: &Value<'_>) -> TransformError {
    // QuickJS throws `null` when there is no memory left for an error.
    if value.is_null() {
        return TransformError::new(ErrorKind::OutOfMemory, "out of memory");
    }
    let text = value.as_string().and_then(|text| text.to_string().ok());
    let text = text.unwrap_or_else(|| format!("threw a value of type {}", value.type_name()));
    TransformError::new(ErrorKind::Thrown, shortened(&text))
}

/// The first place in the source that a stack names: `at handler (transform.js:3:11)`.
fn place(stack: &str) -> (Option<u32>, Option<u32>) {
    let Some((_, rest)) = stack.split_once(&format!("{FILE_NAME}:")) else { return (None, None) };
    let mut numbers = rest.split(|character: char| !character.is_ascii_digit()).map(|digits| digits.parse().ok());
    (numbers.next().flatten(), numbers.next().flatten())
}
