//! A cluster: Ballista's own scheduler and executors, with our functions known to them, and a context that runs on them.
//!
//! A function goes from machine to machine as its name and its [`Terms`], which hold the hash of the catalogue: the
//! machine that gets it looks the catalogue up in its own library, and refuses if it has another.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_core::execution_plans::DistributedQueryExec;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::serde::protobuf::CancelJobParams;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use clap::Args;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::error::Result;
use datafusion::execution::TaskContext;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::functions_nested::all_default_nested_functions;
use datafusion::logical_expr::{AggregateUDF, Extension, LogicalPlan, ScalarUDF, WindowUDF};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use datafusion_proto::protobuf::LogicalPlanNode;
use serde::{Deserialize, Serialize};

use crate::edition::Library;
use crate::failure::{Failure, carried};
use crate::functions::{PolicyFunction, Question, Terms};

/// After so many seconds without a sign of life an executor is taken for lost, and its work given to others.
const LOST_AFTER: u64 = 20;

/// So often, in seconds, an executor gives a sign of life.
const SIGN_OF_LIFE: u64 = 4;

/// The largest message between machines, in bytes: plans name every file of a piece.
const MESSAGE: u32 = 64 * 1024 * 1024;

/// `scheduler`
#[derive(Debug, Args)]
pub(crate) struct Scheduler {
    /// The address to listen on; only this machine can reach the usual one
    #[arg(long, default_value = "127.0.0.1")]
    bind: IpAddr,
    /// The name under which executors reach it; the address that it listens on if left out
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// The port to listen on
    #[arg(long, default_value_t = 50050)]
    port: u16,
    /// Packed catalogues, by hash; beside them there is the bundled one
    #[arg(long, value_name = "FOLDER")]
    catalogues: Option<PathBuf>,
}

/// `executor`
#[derive(Debug, Args)]
pub(crate) struct Executor {
    /// Where the scheduler listens
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:50050")]
    scheduler: String,
    /// The address to listen on; only this machine can reach the usual one
    #[arg(long, default_value = "127.0.0.1")]
    bind: IpAddr,
    /// The name under which other machines reach this one; the address that it calls from if left out
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// The port for results; the next one is for orders
    #[arg(long, default_value_t = 50051)]
    port: u16,
    /// How many cores to use; all if left out
    #[arg(long, default_value_t = 0)]
    cores: usize,
    /// The memory to use, such as 4G; seven tenths of all if left out
    #[arg(long, value_parser = crate::size)]
    memory: Option<u64>,
    /// A folder for intermediate results
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,
    /// Packed catalogues, by hash; beside them there is the bundled one
    #[arg(long, value_name = "FOLDER")]
    catalogues: Option<PathBuf>,
}

impl Scheduler {
    /// Runs until it is stopped.
    ///
    /// # Errors
    /// A sentence, if it cannot begin.
    pub(crate) async fn run(self, say: impl Fn(&str)) -> std::result::Result<(), Failure> {
        let library = Arc::new(Library::new(self.catalogues)?);
        let address = SocketAddr::new(self.bind, self.port);
        let config = SchedulerConfig {
            bind_host: self.bind.to_string(),
            external_host: self.host.unwrap_or_else(|| self.bind.to_string()),
            bind_port: self.port,
            executor_timeout_seconds: LOST_AFTER,
            expire_dead_executor_interval_seconds: SIGN_OF_LIFE,
            no_executors_grace_period_seconds: LOST_AFTER,
            grpc_server_max_decoding_message_size: MESSAGE,
            grpc_server_max_encoding_message_size: MESSAGE,
            grpc_client_max_message_size: MESSAGE,
            override_logical_codec: Some(Arc::new(LogicalCodec::new(&library))),
            override_physical_codec: Some(Arc::new(PhysicalCodec::new(&library))),
            ..SchedulerConfig::default()
        };
        let cluster = BallistaCluster::new_from_config(&config).await;
        let cluster = cluster.map_err(|why| Failure::new(why.to_string()))?;
        say(&format!("the scheduler listens on {address}"));
        let ended = start_server(cluster, address, Arc::new(config)).await;
        ended.map_err(|why| Failure::new(format!("the scheduler cannot listen on {address}: {why}")))
    }
}

impl Executor {
    /// Runs until it is stopped.
    ///
    /// # Errors
    /// A sentence, if it cannot begin.
    pub(crate) async fn run(self, say: impl Fn(&str)) -> std::result::Result<(), Failure> {
        let library = Arc::new(Library::new(self.catalogues)?);
        let (host, port) = self.scheduler.rsplit_once(':').unwrap_or((self.scheduler.as_str(), "50050"));
        let wrong = |_| Failure::new(format!("`{}` is no HOST:PORT", self.scheduler));
        let grpc_port = self.port.checked_add(1).ok_or_else(|| Failure::new("the port must be below 65535"))?;
        let mut functions = BallistaFunctionRegistry::default();
        for function in all_default_nested_functions() {
            functions.scalar_functions.insert(function.name().to_owned(), function);
        }
        let config = ExecutorProcessConfig {
            bind_host: self.bind.to_string(),
            external_host: self.host,
            port: self.port,
            grpc_port,
            scheduler_host: host.to_owned(),
            scheduler_port: port.parse().map_err(wrong)?,
            scheduler_connect_timeout_seconds: 60,
            vcores: self.cores,
            work_dir: self.work.map(|folder| folder.display().to_string()),
            memory_pool_size: self.memory,
            executor_heartbeat_interval_seconds: SIGN_OF_LIFE,
            grpc_max_decoding_message_size: MESSAGE,
            grpc_max_encoding_message_size: MESSAGE,
            // What a run leaves between its steps holds enterprises: it goes after an hour.
            job_data_ttl_seconds: 3600,
            job_data_clean_up_interval_seconds: 300,
            override_function_registry: Some(Arc::new(functions)),
            override_logical_codec: Some(Arc::new(LogicalCodec::new(&library))),
            override_physical_codec: Some(Arc::new(PhysicalCodec::new(&library))),
            ..ExecutorProcessConfig::default()
        };
        say(&format!("the executor serves {} on port {}", self.scheduler, self.port));
        let ended = start_executor_process(Arc::new(config)).await;
        ended.map_err(|why| Failure::new(format!("the executor cannot serve {}: {why}", self.scheduler)))
    }
}

/// A context whose questions are answered by a cluster.
///
/// # Errors
/// A sentence, if its scheduler cannot be reached.
pub(crate) async fn context(
    url: &str,
    config: SessionConfig,
    runtime: Arc<RuntimeEnv>,
    library: &Arc<Library>,
) -> std::result::Result<SessionContext, Failure> {
    let unreachable =
        |why: &dyn std::fmt::Display| Failure::new(format!("the scheduler {url} cannot be reached: {why}"));
    SchedulerGrpcClient::connect(address(url)?).await.map_err(|why| unreachable(&why))?;
    let message = usize::try_from(MESSAGE).unwrap_or(usize::MAX);
    let config = config
        .upgrade_for_ballista()
        .with_ballista_grpc_client_max_message_size(message)
        .with_ballista_logical_extension_codec(Arc::new(LogicalCodec::new(library)))
        .with_ballista_physical_extension_codec(Arc::new(PhysicalCodec::new(library)));
    let state =
        SessionStateBuilder::new().with_config(config).with_runtime_env(runtime).with_default_features().build();
    SessionContext::remote_with_state(url, state).await.map_err(|why| unreachable(&why))
}

/// The address of a scheduler as its protocol has it.
fn address(url: &str) -> std::result::Result<String, Failure> {
    let place = url.strip_prefix("df://").filter(|place| place.contains(':'));
    place
        .map(|place| format!("http://{}", place.trim_end_matches('/')))
        .ok_or_else(|| Failure::new(format!("`{url}` is no address of a cluster: it must be df://HOST:PORT")))
}

/// Tells a cluster that nobody waits for an answer any more.
pub(crate) async fn cancel(url: &str, plan: &Arc<dyn ExecutionPlan>) {
    let Some(query) = plan.downcast_ref::<DistributedQueryExec<LogicalPlanNode>>() else { return };
    let (Some(job), Ok(address)) = (query.job_id(), address(url)) else { return };
    if let Ok(mut scheduler) = SchedulerGrpcClient::connect(address).await {
        // The cluster may be what was lost; then nothing is left to stop.
        let _ = scheduler.cancel_job(CancelJobParams { job_id: job.to_string() }).await;
    }
}

/// A function on its way.
#[derive(Serialize, Deserialize)]
struct Sent {
    question: Question,
    terms: Terms,
}

fn send(function: &ScalarUDF, bytes: &mut Vec<u8>) -> Result<bool> {
    let Some(function) = function.inner().downcast_ref::<PolicyFunction>() else { return Ok(false) };
    let sent = Sent { question: function.question, terms: function.terms.clone() };
    serde_json::to_writer(bytes, &sent).map_err(|why| carried(&why.to_string()))?;
    Ok(true)
}

fn receive(library: &Library, name: &str, bytes: &[u8]) -> Result<Option<Arc<ScalarUDF>>> {
    if !Question::ALL.iter().any(|question| question.name() == name) {
        return Ok(None);
    }
    let sent: Sent = serde_json::from_slice(bytes).map_err(|_| {
        carried("a machine of the cluster runs another version of policy-match-roster: start all from the same release")
    })?;
    let function = PolicyFunction::new(sent.question, sent.terms, library).map_err(|why| carried(&why.to_string()))?;
    Ok(Some(Arc::new(ScalarUDF::from(function))))
}

/// Ballista's own form of logical plans, with our functions in it.
#[derive(Debug)]
struct LogicalCodec {
    library: Arc<Library>,
    inner: BallistaLogicalExtensionCodec,
}

impl LogicalCodec {
    fn new(library: &Arc<Library>) -> Self {
        Self { library: Arc::clone(library), inner: BallistaLogicalExtensionCodec::default() }
    }
}

impl LogicalExtensionCodec for LogicalCodec {
    fn try_decode(&self, buf: &[u8], inputs: &[LogicalPlan], ctx: &TaskContext) -> Result<Extension> {
        self.inner.try_decode(buf, inputs, ctx)
    }

    fn try_encode(&self, node: &Extension, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode(node, buf)
    }

    fn try_decode_table_provider(
        &self,
        buf: &[u8],
        table_ref: &TableReference,
        schema: SchemaRef,
        ctx: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        self.inner.try_decode_table_provider(buf, table_ref, schema, ctx)
    }

    fn try_encode_table_provider(
        &self,
        table_ref: &TableReference,
        node: Arc<dyn TableProvider>,
        buf: &mut Vec<u8>,
    ) -> Result<()> {
        self.inner.try_encode_table_provider(table_ref, node, buf)
    }

    fn try_decode_file_format(&self, buf: &[u8], ctx: &TaskContext) -> Result<Arc<dyn FileFormatFactory>> {
        self.inner.try_decode_file_format(buf, ctx)
    }

    fn try_encode_file_format(&self, buf: &mut Vec<u8>, node: Arc<dyn FileFormatFactory>) -> Result<()> {
        self.inner.try_encode_file_format(buf, node)
    }

    fn try_decode_udf(&self, name: &str, buf: &[u8]) -> Result<Arc<ScalarUDF>> {
        receive(&self.library, name, buf)?.map_or_else(|| self.inner.try_decode_udf(name, buf), Ok)
    }

    fn try_encode_udf(&self, node: &ScalarUDF, buf: &mut Vec<u8>) -> Result<()> {
        if send(node, buf)? { Ok(()) } else { self.inner.try_encode_udf(node, buf) }
    }

    fn try_decode_udaf(&self, name: &str, buf: &[u8]) -> Result<Arc<AggregateUDF>> {
        self.inner.try_decode_udaf(name, buf)
    }

    fn try_encode_udaf(&self, node: &AggregateUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode_udaf(node, buf)
    }

    fn try_decode_udwf(&self, name: &str, buf: &[u8]) -> Result<Arc<WindowUDF>> {
        self.inner.try_decode_udwf(name, buf)
    }

    fn try_encode_udwf(&self, node: &WindowUDF, buf: &mut Vec<u8>) -> Result<()> {
        self.inner.try_encode_udwf(node, buf)
    }
}

/// Ballista's own form of physical plans, with our functions in it.
#[derive(Debug)]
struct PhysicalCodec {
    library: Arc<Library>,
    inner: BallistaPhysicalExtensionCodec,
}

impl PhysicalCodec {
    fn new(library: &Arc<Library>) -> Self {
        Self { library: Arc::clone(library), inner: BallistaPhysicalExtensionCodec::default() }
    }
}

impl PhysicalExtensionCodec for PhysicalCodec {
    fn try_decode(
        &self,
        buf: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        ctx: &TaskContext,
        proto_converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.inner.try_decode(buf, inputs, ctx, proto_converter)
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buf: &mut Vec<u8>,
        proto_converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        self.inner.try_encode(node, buf, proto_converter)
    }

    fn try_decode_udf(&self, name: &str, buf: &[u8]) -> Result<Arc<ScalarUDF>> {
        receive(&self.library, name, buf)?.map_or_else(|| self.inner.try_decode_udf(name, buf), Ok)
    }

    fn try_encode_udf(&self, node: &ScalarUDF, buf: &mut Vec<u8>) -> Result<()> {
        if send(node, buf)? { Ok(()) } else { self.inner.try_encode_udf(node, buf) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::VERSION;

    fn sent(change: impl Fn(&mut Terms)) -> Vec<u8> {
        let catalogue = crate::edition::Edition::bundled().expect("bundled").hash;
        let mut terms = Terms {
            version: VERSION.to_owned(),
            catalogue,
            before: None,
            on: "2026-11-21".to_owned(),
            language: "en".to_owned(),
        };
        change(&mut terms);
        serde_json::to_vec(&Sent { question: Question::Match, terms }).expect("json")
    }

    #[test]
    fn a_function_arrives_only_where_the_same_catalogue_and_version_are() {
        let library = Library::new(None).expect("a library");
        let arrived =
            |bytes: &[u8]| receive(&library, "policy_match", bytes).map_err(|why| Failure::from(why).to_string());
        assert!(arrived(&sent(|_| ())).is_ok_and(|function| function.is_some()));
        assert!(receive(&library, "upper", b"").is_ok_and(|function| function.is_none()));
        let other = arrived(&sent(|terms| terms.catalogue = "0".repeat(64))).expect_err("another catalogue");
        assert!(other.contains("has another catalogue: asked for 000000000000"), "{other}");
        let old = arrived(&sent(|terms| terms.version = "0.0.1".to_owned())).expect_err("another version");
        assert!(old.contains("is asked by 0.0.1"), "{old}");
        let unknown = arrived(b"{}").expect_err("another form");
        assert!(unknown.contains("another version"), "{unknown}");
    }

    #[test]
    fn an_address_names_host_and_port() {
        assert_eq!(address("df://10.0.0.1:50050").expect("one"), "http://10.0.0.1:50050");
        for wrong in ["10.0.0.1:50050", "df://host", "http://host:1"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
