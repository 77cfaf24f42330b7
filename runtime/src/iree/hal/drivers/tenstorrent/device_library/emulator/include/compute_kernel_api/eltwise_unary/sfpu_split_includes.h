// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The functions that a kernel's SFPU_OP_*_INCLUDE macros ask for; all of them
// here.

#pragma once

#include "compute_kernel_api.h"
#include "compute_kernel_api/eltwise_unary/activations.h"
#include "compute_kernel_api/eltwise_unary/binop_with_scalar.h"
#include "compute_kernel_api/eltwise_unary/bitwise_and.h"
#include "compute_kernel_api/eltwise_unary/bitwise_not.h"
#include "compute_kernel_api/eltwise_unary/bitwise_or.h"
#include "compute_kernel_api/eltwise_unary/bitwise_xor.h"
#include "compute_kernel_api/eltwise_unary/cbrt.h"
#include "compute_kernel_api/eltwise_unary/clamp.h"
#include "compute_kernel_api/eltwise_unary/comp.h"
#include "compute_kernel_api/eltwise_unary/dropout.h"
#include "compute_kernel_api/eltwise_unary/eltwise_unary.h"
#include "compute_kernel_api/eltwise_unary/elu.h"
#include "compute_kernel_api/eltwise_unary/erf_erfc.h"
#include "compute_kernel_api/eltwise_unary/erfinv.h"
#include "compute_kernel_api/eltwise_unary/exp.h"
#include "compute_kernel_api/eltwise_unary/fill.h"
#include "compute_kernel_api/eltwise_unary/fmod.h"
#include "compute_kernel_api/eltwise_unary/gelu.h"
#include "compute_kernel_api/eltwise_unary/hardmish.h"
#include "compute_kernel_api/eltwise_unary/hardtanh.h"
#include "compute_kernel_api/eltwise_unary/i0.h"
#include "compute_kernel_api/eltwise_unary/i1.h"
#include "compute_kernel_api/eltwise_unary/identity.h"
#include "compute_kernel_api/eltwise_unary/isinf_isnan.h"
#include "compute_kernel_api/eltwise_unary/left_shift.h"
#include "compute_kernel_api/eltwise_unary/log1p.h"
#include "compute_kernel_api/eltwise_unary/logical_not_noti.h"
#include "compute_kernel_api/eltwise_unary/negative.h"
#include "compute_kernel_api/eltwise_unary/prelu.h"
#include "compute_kernel_api/eltwise_unary/rand.h"
#include "compute_kernel_api/eltwise_unary/rdiv.h"
#include "compute_kernel_api/eltwise_unary/recip.h"
#include "compute_kernel_api/eltwise_unary/relu.h"
#include "compute_kernel_api/eltwise_unary/remainder.h"
#include "compute_kernel_api/eltwise_unary/right_shift.h"
#include "compute_kernel_api/eltwise_unary/rounding.h"
#include "compute_kernel_api/eltwise_unary/rpow.h"
#include "compute_kernel_api/eltwise_unary/rsqrt.h"
#include "compute_kernel_api/eltwise_unary/rsub.h"
#include "compute_kernel_api/eltwise_unary/selu.h"
#include "compute_kernel_api/eltwise_unary/sfpu_int_sum.h"
#include "compute_kernel_api/eltwise_unary/softplus.h"
#include "compute_kernel_api/eltwise_unary/sqrt.h"
#include "compute_kernel_api/eltwise_unary/threshold.h"
#include "compute_kernel_api/eltwise_unary/trigonometry.h"
#include "compute_kernel_api/eltwise_unary/typecast.h"
#include "compute_kernel_api/eltwise_unary/where.h"
