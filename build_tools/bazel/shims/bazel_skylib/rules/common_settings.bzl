# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""The build setting rules that IREE uses, under skylib's names."""

BuildSettingInfo = provider(
    doc = "The value of a build setting.",
    fields = {"value": "What the flag was set to, or its default."},
)

def _impl(ctx):
    return BuildSettingInfo(value = ctx.build_setting_value)

bool_flag = rule(
    implementation = _impl,
    build_setting = config.bool(flag = True),
)

int_flag = rule(
    implementation = _impl,
    build_setting = config.int(flag = True),
)

string_flag = rule(
    implementation = _impl,
    build_setting = config.string(flag = True),
    attrs = {"values": attr.string_list()},
)

string_list_flag = rule(
    implementation = _impl,
    build_setting = config.string_list(flag = True),
)
