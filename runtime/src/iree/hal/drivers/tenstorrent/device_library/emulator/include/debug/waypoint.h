// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// WAYPOINT("NAME") marks progress for a debugger on silicon; here the fiber's
// stack tells it.

#pragma once

#define WAYPOINT(...)
