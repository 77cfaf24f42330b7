// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Turns the device library's tt_status_t + tt_error_t into an iree_status_t.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_STATUS_BRIDGE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_STATUS_BRIDGE_H_

#include "iree/base/api.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

// Returns OK for TT_STATUS_OK and else a status with the library's code and
// message. tt_status_t values are those of iree_status_code_t by contract.
// A macro so that the status keeps the caller's source location.
#define iree_hal_tenstorrent_make_status(tt_status, tt_error)    \
  ((tt_status) == TT_STATUS_OK                                   \
       ? iree_ok_status()                                        \
       : iree_make_status((iree_status_code_t)(tt_status), "%s", \
                          (tt_error)->message))

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_STATUS_BRIDGE_H_
