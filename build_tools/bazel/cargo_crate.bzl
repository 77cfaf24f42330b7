# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Fetches one crate of a committed Cargo.lock with the ordinary `cargo`, into the repository's own directory."""

def cargo_crate(repository_ctx, manifest, lock, crate, version):
    """Runs `cargo fetch --locked` and returns the path of one crate's unpacked sources.

    Cargo checks every archive against the checksums in Cargo.lock. CARGO_HOME is a directory inside
    the repository, so the user's own registry is neither read nor written; only the user's Cargo
    configuration (mirrors, proxies) is taken over.

    Args:
      repository_ctx: the repository rule's context.
      manifest: label of the Cargo.toml.
      lock: label of its Cargo.lock.
      crate: name of the crate.
      version: its version, as the lock pins it.

    Returns:
      The path of the crate's directory. The caller deletes "cargo" when done.
    """
    cargo = repository_ctx.which("cargo")
    if not cargo:
        fail("cargo is needed to fetch %s %s; install Rust's cargo (./bazelw does so on Debian)" % (crate, version))
    repository_ctx.file("cargo/manifest/Cargo.toml", repository_ctx.read(manifest))
    repository_ctx.file("cargo/manifest/Cargo.lock", repository_ctx.read(lock))
    repository_ctx.file("cargo/manifest/lib.rs", "")
    home = repository_ctx.path("cargo/home")
    environ = repository_ctx.os.environ
    user_home = environ.get("CARGO_HOME", environ.get("HOME", "/nonexistent") + "/.cargo")
    for name in ["config.toml", "config"]:
        config = repository_ctx.path(user_home + "/" + name)
        if config.exists:
            repository_ctx.symlink(config, "cargo/home/" + name)
    result = repository_ctx.execute(
        [cargo, "fetch", "--locked", "--manifest-path", "cargo/manifest/Cargo.toml"],
        environment = {
            "CARGO_HOME": str(home),
            "CARGO_NET_RETRY": "5",
            # Cargo before 1.70 (Debian 12 has 1.65) reads the registry over HTTP only if asked so;
            # its other way is a clone of the whole index. Later versions ignore both.
            "CARGO_UNSTABLE_SPARSE_REGISTRY": "true",
            "RUSTC_BOOTSTRAP": "1",
        },
        timeout = 1800,
    )
    if result.return_code:
        fail("cargo fetch of %s %s failed:\n%s%s" % (crate, version, result.stdout, result.stderr))
    registry = repository_ctx.path("cargo/home/registry/src")
    for index in registry.readdir():
        candidate = index.get_child("%s-%s" % (crate, version))
        if candidate.exists:
            return candidate
    fail("cargo fetched no %s %s; is Cargo.lock stale?" % (crate, version))
