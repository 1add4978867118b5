//! The self-service engine: outcomes become the classes of `ory_hub._self_service`.

use std::sync::Arc;

use ory_hub::flow::FlowKind;
use ory_hub::internal::python::PyOnce;
use ory_hub::{FlowAnswers, FlowForm, FlowOutcome, FlowResult, Json, Secret};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tokio::sync::Mutex;

use crate::argument::{Arguments, Given};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::produce::Produce;

static FORM: PyOnce<Py<PyAny>> = PyOnce::new();
static OUTCOME: PyOnce<Py<PyAny>> = PyOnce::new();

/// One self-service flow: start it, show the form that comes out, submit the answers, until the outcome is another one
/// than a form. Calls wait for each other.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct SelfService {
    flow: Arc<Mutex<ory_hub::SelfService>>,
    caller: Caller,
}

/// What a flow is called in errors and logs; its requests have the names of their own operations.
const OPERATION: &str = "selfService";

/// How a flow begins, by the names of the operation's parameters.
const PARAMETERS: [&str; 4] = ["return_to", "aal", "organization", "identity_schema"];
const OPTIONS: [&str; 4] = ["flow", "session_token", "refresh", "exchange_code"];

impl SelfService {
    /// A flow of that kind.
    pub(crate) fn new(
        py: Python<'_>,
        caller: &Caller,
        kind: Given<String>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let arguments = Arguments::of(py, OPERATION);
        let kind = arguments.required("kind", kind)?;
        let kind = FlowKind::from_name(&kind)
            .ok_or_else(|| arguments.error(format!("{kind} is not a self-service flow")))?;
        let mut flow = caller.client()?.self_service(kind);
        for (name, value) in options.into_iter().flatten() {
            let name: String = name.extract()?;
            if value.is_none() {
                continue;
            }
            if let Some(parameter) = PARAMETERS.iter().find(|known| **known == name) {
                flow = flow.parameter(parameter, arguments.read::<String>(&name, &value)?);
                continue;
            }
            flow = match name.as_str() {
                "flow" => flow.flow(arguments.read::<String>(&name, &value)?),
                "session_token" => flow.session_token(arguments.read::<Secret>(&name, &value)?),
                "refresh" if value.is_truthy()? => flow.refresh(),
                "exchange_code" if value.is_truthy()? => flow.exchange_code(),
                other if OPTIONS.contains(&other) => flow,
                other => {
                    let message = format!("self_service() has no option '{other}'");
                    return Err(arguments.error(message));
                }
            };
        }
        Ok(Self {
            flow: Arc::new(Mutex::new(flow)),
            caller: caller.clone(),
        })
    }
}

#[pymethods]
impl SelfService {
    /// Starts the flow, or starts it anew.
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let flow = self.flow.clone();
        let run = async move { Ok(outcome(flow.lock().await.start().await)) };
        self.caller.run(py, OPERATION, Box::pin(run))
    }

    /// Submits answers to the form that is shown: a dict, keywords, or both. Without a form the flow starts and gets the
    /// answers as soon as its form has come.
    #[pyo3(signature = (answers = None, /, **fields))]
    fn submit<'py>(
        &self,
        py: Python<'py>,
        answers: Option<&Bound<'py, PyAny>>,
        fields: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given = PyDict::new(py);
        if let Some(answers) = answers {
            given
                .call_method1("update", (answers,))
                .map_err(|error| Arguments::of(py, OPERATION).refused("answers", &error))?;
        }
        if let Some(fields) = fields {
            given.update(fields.as_mapping())?;
        }
        let arguments = Arguments::of(py, OPERATION);
        let answers = FlowAnswers::from(arguments.read::<Json>("answers", given.as_any())?);
        let flow = self.flow.clone();
        let run = async move { Ok(outcome(flow.lock().await.submit(answers).await)) };
        self.caller.run(py, OPERATION, Box::pin(run))
    }

    /// Goes on after a re-authentication or a second factor: submits the last answers again, or starts.
    fn resume<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let flow = self.flow.clone();
        let run = async move { Ok(outcome(flow.lock().await.resume().await)) };
        self.caller.run(py, OPERATION, Box::pin(run))
    }

    /// Goes on where a browser came back to the app after a social sign-in, with the address that it came back to.
    fn returned<'py>(
        &self,
        py: Python<'py>,
        address: Given<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let address = Arguments::of(py, OPERATION).required("address", address)?;
        let flow = self.flow.clone();
        let run = async move { Ok(outcome(flow.lock().await.returned(&address).await)) };
        self.caller.run(py, OPERATION, Box::pin(run))
    }
}

fn outcome(outcome: FlowOutcome) -> Produce {
    Box::new(move |py| {
        let kind = outcome.kind();
        let fields = PyDict::new(py);
        match outcome {
            FlowOutcome::Form {
                form: shown,
                reason,
            } => {
                fields.set_item("form", form(py, *shown)?)?;
                fields.set_item("reason", reason.as_str())?;
            }
            FlowOutcome::Complete(done) => complete(py, &fields, *done)?,
            FlowOutcome::Redirect { url, reason } => {
                fields.set_item("url", url)?;
                fields.set_item("reason", reason.as_str())?;
            }
            FlowOutcome::StepUp {
                aal,
                session_token,
                redirect_to,
            } => {
                fields.set_item("aal", aal)?;
                fields.set_item("session_token", session_token)?;
                fields.set_item("redirect_to", redirect_to)?;
            }
            FlowOutcome::Reauthenticate { redirect_to } => {
                fields.set_item("redirect_to", redirect_to)?;
            }
            FlowOutcome::VerifyAddress {
                flow,
                address,
                redirect_to,
            } => {
                fields.set_item("flow", flow)?;
                fields.set_item("address", address)?;
                fields.set_item("redirect_to", redirect_to)?;
            }
            FlowOutcome::LinkAccount {
                identifier,
                provider,
                form: shown,
            } => {
                fields.set_item("identifier", identifier)?;
                fields.set_item("provider", provider)?;
                fields.set_item("form", form(py, *shown)?)?;
            }
            FlowOutcome::Failed { error, diagnosis } => {
                fields.set_item("problem", Problem(error.into_problem()))?;
                fields.set_item("diagnosis", diagnosis)?;
            }
            _ => {}
        }
        OUTCOME
            .import(py, "ory_hub._self_service", "outcome")?
            .call1((kind, fields))
    })
}

fn complete(py: Python<'_>, fields: &Bound<'_, PyDict>, done: FlowResult) -> PyResult<()> {
    fields.set_item("verification_flow", done.verification_flow())?;
    fields.set_item("settings_flow", done.settings_flow())?;
    fields.set_item("session", done.session)?;
    fields.set_item("session_token", done.session_token)?;
    fields.set_item("identity", done.identity)?;
    fields.set_item("continue_with", done.continue_with)?;
    fields.set_item("redirect_to", done.redirect_to)?;
    fields.set_item("form", done.form.map(|shown| form(py, shown)).transpose()?)
}

fn form(py: Python<'_>, form: FlowForm) -> PyResult<Bound<'_, PyAny>> {
    let fields = PyDict::new(py);
    fields.set_item("kind", form.kind.as_str())?;
    fields.set_item("id", form.id)?;
    fields.set_item("ui", form.ui)?;
    fields.set_item("flow", form.flow)?;
    FORM.import(py, "ory_hub._self_service", "FlowForm")?
        .call((), Some(&fields))
}
