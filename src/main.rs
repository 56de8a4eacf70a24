//! The `sourcebook` program; see [`sourcebook::cli`].

use std::process::ExitCode;

/// Pages are made of many small strings that live for one page; the system's allocator spends a fifth of a build on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sourcebook::cli::main()
}
