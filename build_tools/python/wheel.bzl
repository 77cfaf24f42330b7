# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""A wheel of Python libraries: what `deps` put below bindings/python, with metadata of the project."""

load("@pip//:python.bzl", "EXTENSION_SUFFIX", "PYTHON")

_ROOT = "bindings/python/"

# ".cpython-311-x86_64-linux-gnu.so" -> "cp311-cp311-linux_x86_64"
def _platform_tag():
    parts = EXTENSION_SUFFIX.split(".")[1].split("-")
    python = "cp" + parts[1]
    return "%s-%s-%s_%s" % (python, python, parts[3], parts[2])

def _contents(targets):
    """Returns {path in the wheel: file} of the targets' runfiles."""
    contents = {}
    for target in targets:
        runfiles = target[DefaultInfo].default_runfiles
        for entry in runfiles.symlinks.to_list():
            if entry.path.startswith(_ROOT):
                contents[entry.path[len(_ROOT):]] = entry.target_file
        for file in runfiles.files.to_list():
            if file.short_path.startswith(_ROOT):
                contents[file.short_path[len(_ROOT):]] = file
    return contents

def _tt_wheel_impl(ctx):
    attr = ctx.attr
    contents = _contents(attr.deps)
    for path in _contents(attr.without):
        contents.pop(path, None)
    for target, folder in attr.extra_files.items():
        for file in target.files.to_list():
            contents["%s/%s" % (folder, file.basename)] = file
    tag = _platform_tag() if attr.native else "py3-none-any"
    wheel = ctx.actions.declare_file("%s-%s-%s.whl" % (attr.distribution.replace("-", "_"), attr.version, tag))
    manifest = ctx.actions.declare_file(ctx.label.name + ".json")
    ctx.actions.write(manifest, struct(
        contents = {path: file.path for path, file in contents.items()},
        distribution = attr.distribution,
        license = ctx.file._license.path,
        native = attr.native,
        project = ctx.file._project.path,
        readme = ctx.file._readme.path,
        requirements = attr.requirements,
        scripts = attr.scripts,
        summary = attr.summary,
        tag = tag,
        version = attr.version,
    ).to_json())
    ctx.actions.run_shell(
        command = 'exec "%s" -I "$@"' % PYTHON,
        arguments = [ctx.file._writer.path, manifest.path, wheel.path],
        inputs = depset([manifest, ctx.file._writer, ctx.file._license, ctx.file._project, ctx.file._readme] + contents.values()),
        mnemonic = "Wheel",
        outputs = [wheel],
    )
    return [DefaultInfo(files = depset([wheel]), runfiles = ctx.runfiles(files = [wheel]))]

tt_wheel = rule(
    implementation = _tt_wheel_impl,
    attrs = {
        "deps": attr.label_list(mandatory = True, doc = "tt_py_library targets that go in."),
        "distribution": attr.string(mandatory = True, doc = "Name for pip."),
        "extra_files": attr.label_keyed_string_dict(allow_files = True, doc = "Files from anywhere -> their folder in the wheel."),
        "native": attr.bool(doc = "Holds native code: for the build's Python and platform only."),
        "requirements": attr.string_list(doc = "Requirements, besides the project's own where this is the project."),
        "scripts": attr.string_dict(doc = "Command -> module:function."),
        "summary": attr.string(mandatory = True),
        "version": attr.string(mandatory = True, doc = "Must be that of pyproject.toml."),
        "without": attr.label_list(doc = "tt_py_library targets whose files stay out: other wheels have them."),
        "_license": attr.label(allow_single_file = True, default = "//:LICENSE"),
        "_project": attr.label(allow_single_file = True, default = "//:pyproject.toml"),
        "_readme": attr.label(allow_single_file = True, default = "//:README.md"),
        "_writer": attr.label(allow_single_file = True, default = "//build_tools/python:write_wheel.py"),
    },
    doc = "A wheel, the same bytes for the same inputs.",
)
