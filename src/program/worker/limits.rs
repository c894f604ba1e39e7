//! Limits that the system enforces on the whole process, as a wall behind those of the interpreter.

/// What the process needs besides the program's values: its stack, its text, and work between two checks.
#[cfg(unix)]
const BESIDES: u64 = 1 << 30;

/// Limits that hold for the life of the process: no core files, hardly any open files, and none that grow.
pub(super) fn apply_lasting() {
    #[cfg(unix)]
    {
        use rustix::process::Resource;
        limit(Resource::Core, 0);
        limit(Resource::Nofile, 16);
        limit(Resource::Fsize, 0);
    }
}

/// Limits the memory of the next request. The allocator counts what is alive and ends the process beyond the limit;
/// the address space is bounded as well, for what does not come from the allocator.
pub(super) fn apply_memory(bytes: usize) {
    // Fails only in a binary without the counting allocator, where the limit below still holds.
    if monty_alloc::set_limit(Some(bytes), false).is_err() {
        debug_assert!(cfg!(test), "the worker's binary installs the counting allocator");
    }
    #[cfg(unix)]
    limit_soft(
        rustix::process::Resource::As,
        u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(BESIDES),
    );
}

#[cfg(unix)]
fn limit(resource: rustix::process::Resource, value: u64) {
    let wanted = rustix::process::Rlimit {
        current: Some(value),
        maximum: Some(value),
    };
    // A system that refuses leaves the other walls standing.
    let _ = rustix::process::setrlimit(resource, wanted);
}

#[cfg(unix)]
fn limit_soft(resource: rustix::process::Resource, value: u64) {
    let maximum = rustix::process::getrlimit(resource).maximum;
    let wanted = rustix::process::Rlimit {
        current: Some(maximum.map_or(value, |most| most.min(value))),
        maximum,
    };
    let _ = rustix::process::setrlimit(resource, wanted);
}
