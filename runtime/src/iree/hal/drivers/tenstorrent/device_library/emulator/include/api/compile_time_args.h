// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: where compile-time arguments are.

#pragma once

// Not the file of that name in this folder.
#include <compile_time_args.h>
