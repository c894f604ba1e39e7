//! The walls, each of which must stand before Python starts: the tie to the worker, limits, landlock, seccomp.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreated,
    RulesetCreatedAttr, RulesetError, RulesetStatus, Scope, path_beneath_rules,
};
use libc::c_long;
use rustix::process::{Resource, Rlimit, Signal};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

use super::{Confinement, SYSTEM_FOLDERS};

/// What Python takes besides the program's values: itself, its modules, and what numerical libraries set aside.
const BESIDES: u64 = 256 << 20;

/// Address space that is set aside and never touched.
const UNTOUCHED: u64 = 1 << 30;

/// Stack of the one thread.
const STACK: u64 = 64 << 20;

/// Open files: Python opens its modules one after the other.
const DESCRIPTORS: u64 = 16;

/// Puts all walls up around this process.
pub(super) fn put_up(confinement: &Confinement) -> Result<(), String> {
    die_with(confinement.parent)?;
    limit(confinement)?;
    let readable = confinement.python.folders.iter().map(PathBuf::as_path);
    let readable = readable.chain(SYSTEM_FOLDERS.iter().map(Path::new));
    let ruleset = ruleset().map_err(|fault| no_landlock(&fault))?;
    let status = ruleset
        .add_rules(path_beneath_rules(readable, AccessFs::from_read(ABI::V5)))
        .and_then(RulesetCreated::restrict_self)
        .map_err(|fault| no_landlock(&fault))?;
    if status.ruleset == RulesetStatus::NotEnforced || !status.no_new_privs {
        return Err(no_landlock(&"the system does not enforce it"));
    }
    let filter = filter().map_err(|fault| no_seccomp(&fault))?;
    seccompiler::apply_filter(&filter).map_err(|fault| no_seccomp(&fault))
}

/// Looks whether the walls could be put up, without doing so.
pub(super) fn available() -> Result<String, String> {
    drop(ruleset().map_err(|fault| no_landlock(&fault))?);
    drop(filter().map_err(|fault| no_seccomp(&fault))?);
    let actions = std::fs::read_to_string("/proc/sys/kernel/seccomp/actions_avail").unwrap_or_default();
    if !actions.split_whitespace().any(|action| action == "errno") {
        return Err(no_seccomp(&"the system does not offer it"));
    }
    Ok("resource limits, landlock, seccomp".to_owned())
}

fn no_landlock(fault: &dyn std::fmt::Display) -> String {
    format!(
        "the landlock wall cannot be put up ({fault}); it needs Linux 5.13 or newer with landlock switched on"
    )
}

fn no_seccomp(fault: &dyn std::fmt::Display) -> String {
    format!(
        "the seccomp wall cannot be put up ({fault}); it needs Linux on x86-64 or ARM64 with seccomp filters"
    )
}

/// The system kills this process when the worker ends, however that comes about.
fn die_with(parent: i32) -> Result<(), String> {
    let refused = |fault: &dyn std::fmt::Display| format!("the tie to the worker cannot be made: {fault}");
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL)).map_err(|fault| refused(&fault))?;
    let now = rustix::process::getppid().map(rustix::process::Pid::as_raw_pid);
    if now == Some(parent) {
        Ok(())
    } else {
        Err(refused(&"it is gone"))
    }
}

fn limit(confinement: &Confinement) -> Result<(), String> {
    let memory = u64::try_from(confinement.memory).unwrap_or(u64::MAX);
    let data = memory.saturating_add(BESIDES);
    let limits = [
        (Resource::Core, 0, "core files"),
        (Resource::Fsize, 0, "written files"),
        (Resource::Nproc, 0, "processes"),
        (Resource::Nofile, DESCRIPTORS, "open files"),
        (Resource::Stack, STACK, "the stack"),
        (Resource::Data, data, "memory"),
        (Resource::As, data.saturating_add(UNTOUCHED), "address space"),
        (Resource::Cpu, confinement.seconds, "processor time"),
    ];
    for (resource, wanted, what) in limits {
        let most = rustix::process::getrlimit(resource).maximum;
        let value = Some(most.map_or(wanted, |most| most.min(wanted)));
        let limit = Rlimit {
            current: value,
            maximum: value,
        };
        rustix::process::setrlimit(resource, limit)
            .map_err(|fault| format!("the limit on {what} cannot be set: {fault}"))?;
    }
    Ok(())
}

/// Files need what landlock had from the start; what came later is taken where there is any, for seccomp refuses all of
/// it as well.
fn ruleset() -> Result<RulesetCreated, RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V4))?
        .scope(Scope::from_all(ABI::V6))?
        .create()
}

/// Whatever is not on the list fails with "operation not permitted".
fn filter() -> Result<BpfProgram, String> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED
        .iter()
        .chain(OLDER)
        .map(|call| (*call, Vec::new()))
        .collect();
    for (call, argument, width, values) in CONDITIONAL {
        let rule = |value: &u64| only_if(*argument, width.clone(), *value);
        let allowed: Result<Vec<SeccompRule>, _> = values.iter().map(rule).collect();
        rules.insert(*call, allowed.map_err(|fault| fault.to_string())?);
    }
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let architecture = std::env::consts::ARCH
        .try_into()
        .map_err(|fault: BackendError| fault.to_string())?;
    let filter = SeccompFilter::new(rules, refuse, SeccompAction::Allow, architecture)
        .map_err(|fault: BackendError| fault.to_string())?;
    filter.try_into().map_err(|fault: BackendError| fault.to_string())
}

fn only_if(argument: u8, width: SeccompCmpArgLen, value: u64) -> Result<SeccompRule, BackendError> {
    let condition = SeccompCondition::new(argument, width, SeccompCmpOp::Eq, value)?;
    SeccompRule::new(vec![condition])
}

/// System calls that a single-threaded Python needs to compute, to load modules and to talk over its pipes. No socket,
/// process, thread, signal to others, mount, trace, key, module, `io_uring`, bpf, nor any change of a file is among them.
const ALLOWED: &[c_long] = &[
    // Its pipes, and files that landlock lets it open for reading.
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_openat,
    libc::SYS_getdents64,
    libc::SYS_readlinkat,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_fadvise64,
    libc::SYS_getcwd,
    libc::SYS_dup,
    libc::SYS_dup3,
    libc::SYS_ppoll,
    libc::SYS_pselect6,
    // Memory.
    libc::SYS_brk,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_madvise,
    // The thread that it is.
    libc::SYS_futex,
    libc::SYS_set_tid_address,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_getcpu,
    libc::SYS_exit,
    libc::SYS_exit_group,
    // Once for Python itself; landlock leaves nothing else worth executing.
    libc::SYS_execve,
    // Time, randomness, and who it is.
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_gettimeofday,
    libc::SYS_times,
    libc::SYS_getrusage,
    libc::SYS_getrandom,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_getppid,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_uname,
    libc::SYS_sysinfo,
];

/// Older forms of the same, which newer architectures leave out.
#[cfg(target_arch = "x86_64")]
const OLDER: &[c_long] = &[
    libc::SYS_open,
    libc::SYS_stat,
    libc::SYS_lstat,
    libc::SYS_access,
    libc::SYS_readlink,
    libc::SYS_getdents,
    libc::SYS_poll,
    libc::SYS_select,
    libc::SYS_dup2,
    libc::SYS_arch_prctl,
    libc::SYS_getrlimit,
    libc::SYS_time,
];
#[cfg(not(target_arch = "x86_64"))]
const OLDER: &[c_long] = &[];

/// System calls that are allowed where one argument, as wide as the system reads it, has one of these values.
const CONDITIONAL: &[(c_long, u8, SeccompCmpArgLen, &[u64])] = &[
    // Descriptors: duplicate, read and set flags. `F_SETOWN` would send signals.
    (
        libc::SYS_fcntl,
        1,
        SeccompCmpArgLen::Dword,
        &[0, 1, 2, 3, 4, 1030],
    ),
    // Whether it is a terminal; close on exec or not.
    (
        libc::SYS_ioctl,
        1,
        SeccompCmpArgLen::Dword,
        &[0x5401, 0x5450, 0x5451],
    ),
    // Reading limits, for the third argument would set them.
    (libc::SYS_prlimit64, 2, SeccompCmpArgLen::Qword, &[0]),
];
