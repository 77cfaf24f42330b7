// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Every function of the compute kernel headers in a kernel on the emulated
// device: it compiles, and does what its name says.

#include <cmath>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/testing/emulated_device.h"

namespace tt_emulator {
namespace {

// One SFPU function; DST tile 0 holds 0.5 or -7, tile 1 holds 0.25 or 2.
template <typename T>
struct Row {
  const char* header;  // in compute_kernel_api/, or compute_kernel_api.h
  const char* init;
  const char* call;
  int result;  // DST tile
  T expected;
};
using FloatRow = Row<double>;
using IntegerRow = Row<int32_t>;

const FloatRow kFloatRows[] = {
    {"eltwise_unary/exp.h", "exp_tile_init", "exp_tile(0);", 0, std::exp(0.5)},
    {"compute_kernel_api.h", "exp2_tile_init", "exp2_tile(0);", 0,
     std::exp2(0.5)},
    {"compute_kernel_api.h", "expm1_tile_init", "expm1_tile(0);", 0,
     std::expm1(0.5)},
    {"compute_kernel_api.h", "log_tile_init", "log_tile(0);", 0, std::log(0.5)},
    {"eltwise_unary/log1p.h", "log1p_tile_init", "log1p_tile(0);", 0,
     std::log1p(0.5)},
    {"compute_kernel_api.h", "tanh_tile_init", "tanh_tile(0);", 0,
     std::tanh(0.5)},
    {"compute_kernel_api.h", "sigmoid_tile_init", "sigmoid_tile(0);", 0,
     1 / (1 + std::exp(-0.5))},
    {"eltwise_unary/sqrt.h", "sqrt_tile_init", "sqrt_tile(0);", 0,
     std::sqrt(0.5)},
    {"eltwise_unary/rsqrt.h", "rsqrt_tile_init", "rsqrt_tile(0);", 0,
     1 / std::sqrt(0.5)},
    {"eltwise_unary/cbrt.h", "cbrt_tile_init", "cbrt_tile(0);", 0,
     std::cbrt(0.5)},
    {"eltwise_unary/recip.h", "recip_tile_init", "recip_tile(0);", 0, 2.0},
    {"eltwise_unary/erf_erfc.h", "erf_tile_init", "erf_tile(0);", 0,
     std::erf(0.5)},
    {"eltwise_unary/erf_erfc.h", "erfc_tile_init", "erfc_tile(0);", 0,
     std::erfc(0.5)},
    {"eltwise_unary/trigonometry.h", "sin_tile_init", "sin_tile(0);", 0,
     std::sin(0.5)},
    {"eltwise_unary/trigonometry.h", "cos_tile_init", "cos_tile(0);", 0,
     std::cos(0.5)},
    {"eltwise_unary/trigonometry.h", "tan_tile_init", "tan_tile(0);", 0,
     std::tan(0.5)},
    {"eltwise_unary/trigonometry.h", "asin_tile_init", "asin_tile(0);", 0,
     std::asin(0.5)},
    {"eltwise_unary/trigonometry.h", "acos_tile_init", "acos_tile(0);", 0,
     std::acos(0.5)},
    {"eltwise_unary/trigonometry.h", "atan_tile_init", "atan_tile(0);", 0,
     std::atan(0.5)},
    {"eltwise_unary/trigonometry.h", "sinh_tile_init", "sinh_tile(0);", 0,
     std::sinh(0.5)},
    {"eltwise_unary/trigonometry.h", "cosh_tile_init", "cosh_tile(0);", 0,
     std::cosh(0.5)},
    {"eltwise_unary/trigonometry.h", "asinh_tile_init", "asinh_tile(0);", 0,
     std::asinh(0.5)},
    {"eltwise_unary/trigonometry.h", "acosh_tile_init", "acosh_tile(0);", 0,
     NAN},
    {"eltwise_unary/trigonometry.h", "atanh_tile_init", "atanh_tile(0);", 0,
     std::atanh(0.5)},
    {"compute_kernel_api.h", "abs_tile_init", "abs_tile(0);", 0, 0.5},
    {"eltwise_unary/negative.h", "negative_tile_init", "negative_tile(0);", 0,
     -0.5},
    {"compute_kernel_api.h", "square_tile_init", "square_tile(0);", 0, 0.25},
    {"compute_kernel_api.h", "sign_tile_init", "sign_tile(0);", 0, 1.0},
    {"eltwise_unary/relu.h", "relu_tile_init", "relu_tile(0);", 0, 0.5},
    {"eltwise_unary/isinf_isnan.h", "isnan_tile_init", "isnan_tile(0);", 0,
     0.0},
    {"eltwise_unary/isinf_isnan.h", "isinf_tile_init", "isinf_tile(0);", 0,
     0.0},
    {"eltwise_unary/isinf_isnan.h", "isfinite_tile_init", "isfinite_tile(0);",
     0, 1.0},
    {"eltwise_unary/comp.h", "eqz_tile_init", "eqz_tile(0);", 0, 0.0},
    {"eltwise_unary/comp.h", "nez_tile_init", "nez_tile(0);", 0, 1.0},
    {"eltwise_unary/comp.h", "ltz_tile_init", "ltz_tile(0);", 0, 0.0},
    {"eltwise_unary/comp.h", "gtz_tile_init", "gtz_tile(0);", 0, 1.0},
    {"eltwise_unary/comp.h", "lez_tile_init", "lez_tile(0);", 0, 0.0},
    {"eltwise_unary/comp.h", "gez_tile_init", "gez_tile(0);", 0, 1.0},
    {"eltwise_unary/rounding.h", "rounding_op_tile_init",
     "floor_tile_float32(0);", 0, 0.0},
    {"eltwise_unary/rounding.h", "rounding_op_tile_init",
     "ceil_tile_float32(0);", 0, 1.0},
    {"eltwise_unary/rounding.h", "rounding_op_tile_init",
     "trunc_tile_float32(0);", 0, 0.0},
    {"eltwise_unary/rounding.h", "rounding_op_tile_init", "round_tile(0, 0);",
     0, 0.0},
    {"eltwise_unary/fill.h", "fill_tile_init", "fill_tile(0, 1.5f);", 0, 1.5},
    {"eltwise_unary/fill.h", "fill_tile_init",
     "fill_tile_bitcast(0, 0x3f800000u);", 0, 1.0},
    {"eltwise_unary/binop_with_scalar.h", "binop_with_scalar_tile_init",
     "add_unary_tile(0, 0x3f800000u);", 0, 1.5},
    {"eltwise_unary/binop_with_scalar.h", "binop_with_scalar_tile_init",
     "sub_unary_tile(0, 0x3f800000u);", 0, -0.5},
    {"eltwise_unary/binop_with_scalar.h", "binop_with_scalar_tile_init",
     "mul_unary_tile(0, 0x3f800000u);", 0, 0.5},
    {"eltwise_unary/binop_with_scalar.h", "binop_with_scalar_tile_init",
     "rsub_unary_tile(0, 0x3f800000u);", 0, 0.5},
    {"compute_kernel_api.h", "unary_max_tile_init",
     "unary_max_tile(0, 0x3f800000u);", 0, 1.0},
    {"compute_kernel_api.h", "unary_min_tile_init",
     "unary_min_tile(0, 0x3f800000u);", 0, 0.5},
    {"eltwise_binary_sfpu.h", "add_binary_tile_init",
     "add_binary_tile(0, 1, 2);", 2, 0.75},
    {"eltwise_binary_sfpu.h", "sub_binary_tile_init",
     "sub_binary_tile(0, 1, 2);", 2, 0.25},
    {"eltwise_binary_sfpu.h", "mul_binary_tile_init",
     "mul_binary_tile(0, 1, 2);", 2, 0.125},
    {"eltwise_binary_sfpu.h", "div_binary_tile_init",
     "div_binary_tile(0, 1, 2);", 2, 2.0},
    {"eltwise_binary_sfpu.h", "rsub_binary_tile_init",
     "rsub_binary_tile(0, 1, 2);", 2, -0.25},
    {"eltwise_binary_sfpu.h", "power_binary_tile_init",
     "power_binary_tile(0, 1, 2);", 2, std::pow(0.5, 0.25)},
    {"binary_max_min.h", "binary_max_tile_init", "binary_max_tile(0, 1, 2);", 2,
     0.5},
    {"binary_max_min.h", "binary_min_tile_init", "binary_min_tile(0, 1, 2);", 2,
     0.25},
    {"eltwise_unary/where.h", "where_tile_init", "where_fp32_tile(0, 1, 0, 2);",
     2, 0.25},
    {"copy_dest_values.h", "copy_dest_values_init", "copy_dest_values(2, 0);",
     2, 0.5},
    {"eltwise_unary/typecast.h", "typecast_tile_init",
     "typecast_tile<(uint32_t)DataFormat::Float32, "
     "(uint32_t)DataFormat::Float16_b>(0);",
     0, 0.5},
    {"eltwise_unary/rounding.h", "rounding_op_tile_init", "floor_tile(0);", 0,
     0.0},
    {"eltwise_unary/rounding.h", "rounding_op_tile_init", "ceil_tile(0);", 0,
     1.0},
    {"eltwise_unary/rounding.h", "rounding_op_tile_init", "trunc_tile(0);", 0,
     0.0},
    {"eltwise_unary/isinf_isnan.h", "isposinf_tile_init", "isposinf_tile(0);",
     0, 0.0},
    {"eltwise_unary/isinf_isnan.h", "isneginf_tile_init", "isneginf_tile(0);",
     0, 0.0},
    {"eltwise_unary/relu.h", "relu_max_tile_init",
     "relu_max_tile(0, 0x3e800000u);", 0, 0.25},
    {"eltwise_unary/relu.h", "relu_min_tile_init",
     "relu_min_tile(0, 0x3f800000u);", 0, 1.0},
    {"eltwise_unary/relu.h", "leaky_relu_tile_init",
     "leaky_relu_tile(0, 0x3f000000u);", 0, 0.5},
    {"eltwise_unary/comp.h", "unary_eq_tile_init",
     "unary_eq_tile(0, 0x3f000000u);", 0, 1.0},
    {"eltwise_unary/comp.h", "unary_ne_tile_init",
     "unary_ne_tile(0, 0x3f000000u);", 0, 0.0},
    {"eltwise_unary/comp.h", "unary_gt_tile_init",
     "unary_gt_tile(0, 0x3f000000u);", 0, 0.0},
    {"eltwise_unary/comp.h", "unary_ge_tile_init",
     "unary_ge_tile(0, 0x3f000000u);", 0, 1.0},
    {"eltwise_unary/comp.h", "unary_lt_tile_init",
     "unary_lt_tile(0, 0x3f000000u);", 0, 0.0},
    {"eltwise_unary/comp.h", "unary_le_tile_init",
     "unary_le_tile(0, 0x3f000000u);", 0, 1.0},
    {"compute_kernel_api.h", "signbit_tile_init", "signbit_tile(0);", 0, 0.0},
    {"compute_kernel_api.h", "silu_tile_init", "silu_tile(0);", 0,
     0.5 / (1 + std::exp(-0.5))},
    {"compute_kernel_api.h", "heaviside_tile_init",
     "heaviside_tile(0, 0x3e800000u);", 0, 1.0},
    {"eltwise_unary/gelu.h", "gelu_tile_init", "gelu_tile(0);", 0,
     0.25 * std::erfc(-0.5 / std::sqrt(2.0))},
    {"eltwise_unary/identity.h", "identity_tile_init", "identity_tile(0);", 0,
     0.5},
    {"eltwise_unary/logical_not_noti.h", "logical_not_unary_tile_init",
     "logical_not_unary_tile(0);", 0, 0.0},
    {"eltwise_unary/rsub.h", "rsub_tile_init", "rsub_tile(0, 0x3f800000u);", 0,
     0.5},
};

const IntegerRow kIntegerRows[] = {
    {"eltwise_unary/bitwise_not.h", "bitwise_not_tile_init",
     "bitwise_not_tile(0);", 0, 6},
    {"compute_kernel_api.h", "abs_tile_init", "abs_tile_int32(0);", 0, 7},
    {"eltwise_unary/negative.h", "negative_tile_init",
     "negative_tile_int32(0);", 0, 7},
    {"eltwise_unary/comp.h", "eqz_tile_init", "eqz_tile_int32(0);", 0, 0},
    {"eltwise_unary/comp.h", "nez_tile_init", "nez_tile_int32(0);", 0, 1},
    {"eltwise_unary/comp.h", "ltz_tile_init", "ltz_tile_int32(0);", 0, 1},
    {"eltwise_unary/comp.h", "gtz_tile_init", "gtz_tile_int32(0);", 0, 0},
    {"eltwise_unary/comp.h", "lez_tile_init", "lez_tile_int32(0);", 0, 1},
    {"eltwise_unary/comp.h", "gez_tile_init", "gez_tile_int32(0);", 0, 0},
    {"eltwise_unary/fill.h", "fill_tile_init", "fill_tile_int(0, 7);", 0, 7},
    {"eltwise_unary/binop_with_scalar.h", "binop_with_scalar_tile_init",
     "add_unary_tile_int32(0, 3u);", 0, -4},
    {"eltwise_unary/binop_with_scalar.h", "binop_with_scalar_tile_init",
     "sub_unary_tile_int32(0, 3u);", 0, -10},
    {"eltwise_unary/bitwise_and.h", "bitwise_and_tile_init",
     "bitwise_and_tile(0, 3u);", 0, 1},
    {"eltwise_unary/bitwise_or.h", "bitwise_or_tile_init",
     "bitwise_or_tile(0, 3u);", 0, -5},
    {"eltwise_unary/bitwise_xor.h", "bitwise_xor_tile_init",
     "bitwise_xor_tile(0, 3u);", 0, -6},
    {"eltwise_unary/left_shift.h", "left_shift_tile_init",
     "left_shift_tile(0, 3);", 0, -56},
    {"eltwise_unary/right_shift.h", "right_shift_tile_init",
     "right_shift_tile(0, 3);", 0, -1},
    {"binary_max_min.h", "binary_max_tile_init",
     "binary_max_int32_tile(0, 1, 2);", 2, 2},
    {"binary_max_min.h", "binary_min_tile_init",
     "binary_min_int32_tile(0, 1, 2);", 2, -7},
    {"add_int_sfpu.h", "add_int_tile_init", "add_int32_tile(0, 1, 2);", 2, -5},
    {"sub_int_sfpu.h", "sub_int_tile_init", "sub_int32_tile(0, 1, 2);", 2, -9},
    {"mul_int32_sfpu.h", "mul_int32_tile_init", "mul_int32_tile(0, 1, 2);", 2,
     -14},
    {"div_int32_floor.h", "div_int32_trunc_tile_init",
     "div_int32_trunc_tile(0, 1, 2);", 2, -3},
    {"div_int32_floor.h", "div_int32_floor_tile_init",
     "div_int32_floor_tile(0, 1, 2);", 2, -4},
    {"binary_comp.h", "lt_int32_tile_init", "lt_int32_tile(0, 1, 2);", 2, 1},
    {"binary_comp.h", "gt_int32_tile_init", "gt_int32_tile(0, 1, 2);", 2, 0},
    {"binary_comp.h", "le_int32_tile_init", "le_int32_tile(0, 1, 2);", 2, 1},
    {"binary_comp.h", "ge_int32_tile_init", "ge_int32_tile(0, 1, 2);", 2, 0},
    {"binary_bitwise_sfpu.h", "binary_bitwise_tile_init",
     "bitwise_and_binary_tile(0, 1, 2);", 2, 0},
    {"binary_bitwise_sfpu.h", "binary_bitwise_tile_init",
     "bitwise_or_binary_tile(0, 1, 2);", 2, -5},
    {"binary_bitwise_sfpu.h", "binary_bitwise_tile_init",
     "bitwise_xor_binary_tile(0, 1, 2);", 2, -5},
    {"binary_shift.h", "binary_shift_tile_init",
     "binary_left_shift_int32_tile(0, 1, 2);", 2, -28},
    {"binary_shift.h", "binary_shift_tile_init",
     "binary_right_shift_int32_tile(0, 1, 2);", 2, -2},
    {"binary_shift.h", "binary_shift_tile_init",
     "binary_logical_right_shift_int32_tile(0, 1, 2);", 2, 0x3ffffffe},
    {"eltwise_unary/where.h", "where_tile_init",
     "where_int32_tile(0, 1, 0, 2);", 2, 2},
    {"eltwise_unary/typecast.h", "typecast_tile_init",
     "typecast_tile<(uint32_t)DataFormat::Int32, "
     "(uint32_t)DataFormat::Float32>(0);",
     0, static_cast<int32_t>(0xc0e00000u)},
    {"add_int_sfpu.h", "add_int_tile_init", "add_uint32_tile(0, 1, 2);", 2, -5},
    {"sub_int_sfpu.h", "sub_int_tile_init", "sub_uint32_tile(0, 1, 2);", 2, -9},
    {"mul_int32_sfpu.h", "mul_int32_tile_init", "mul_uint32_tile(0, 1, 2);", 2,
     -14},
    {"binary_bitwise_sfpu.h", "binary_bitwise_tile_init",
     "bitwise_and_uint32_binary_tile(0, 1, 2);", 2, 0},
    {"binary_bitwise_sfpu.h", "binary_bitwise_tile_init",
     "bitwise_or_uint32_binary_tile(0, 1, 2);", 2, -5},
    {"binary_bitwise_sfpu.h", "binary_bitwise_tile_init",
     "bitwise_xor_uint32_binary_tile(0, 1, 2);", 2, -5},
    {"compute_kernel_api.h", "unary_max_tile_init",
     "unary_max_int32_tile(0, 3u);", 0, 3},
    {"compute_kernel_api.h", "unary_min_tile_init",
     "unary_min_int32_tile(0, 3u);", 0, -7},
    {"eltwise_unary/logical_not_noti.h", "logical_not_unary_tile_init",
     "logical_not_unary_tile_int32(0);", 0, 0},
};

std::string Include(const std::string& header) {
  const bool top = header == "compute_kernel_api.h";
  return "#include \"" + (top ? header : "compute_kernel_api/" + header) +
         "\"\n";
}

constexpr char kWriter[] = R"(
void kernel_main() {
  const uint32_t pages = get_common_arg_val<uint32_t>(1);
  for (uint32_t page = 0; page < pages; ++page) {
    cb_wait_front(16, 1);
    noc_async_write(get_read_ptr(16), arena(page), 4096);
    noc_async_write_barrier();
    cb_pop_front(16, 1);
  }
}
)";

// A compute kernel that packs each row's result to a page.
template <typename T, size_t kCount>
std::string MakeKernel(const Row<T> (&rows)[kCount], const char* first,
                       const char* second) {
  std::set<std::string> headers = {"common.h", "eltwise_unary/eltwise_unary.h",
                                   "eltwise_unary/fill.h", "pack.h"};
  for (const Row<T>& row : rows) headers.insert(row.header);
  std::string text;
  for (const std::string& header : headers) text += Include(header);
  text += "namespace NAMESPACE {\nvoid MAIN {\n  init_sfpu(16, 16);\n";
  for (const Row<T>& row : rows) {
    text += "  tile_regs_acquire();\n  fill_tile_init();\n";
    text += std::string("  fill_tile_bitcast(0, ") + first + ");\n";
    text += std::string("  fill_tile_bitcast(1, ") + second + ");\n";
    text += std::string("  ") + row.init + "();\n  " + row.call + "\n";
    text += "  tile_regs_commit();\n  tile_regs_wait();\n";
    text += "  cb_reserve_back(16, 1);\n";
    text += "  pack_tile(" + std::to_string(row.result) + ", 16);\n";
    text += "  cb_push_back(16, 1);\n  tile_regs_release();\n";
  }
  return text + "}\n}\n";
}

class KernelHeadersTest : public EmulatedDevice {
 protected:
  template <typename T>
  std::vector<T> RunKernel(const std::string& compute, uint8_t format,
                           uint32_t pages) {
    TestProgram program;
    program.kernels = {{"compute", TT_KERNEL_ROLE_COMPUTE, compute, {}},
                       {"writer",
                        TT_KERNEL_ROLE_WRITER,
                        std::string(kArenaPrelude) + kWriter,
                        {}}};
    program.circular_buffers = {{0, format, 0, 4096, 2},
                                {16, format, 0, 4096, 2}};
    program.fp32_dest_acc_en = true;
    const TestResult result = Run(program, {info_.dram_arena_base, pages});
    EXPECT_EQ(result.status, TT_STATUS_OK) << result.message;
    return Read<T>(0, pages * 1024);
  }
};

TEST_F(KernelHeadersTest, FloatFunctions) {
  const std::vector<float> results =
      RunKernel<float>(MakeKernel(kFloatRows, "0x3f000000u", "0x3e800000u"), 0,
                       std::size(kFloatRows));
  for (size_t i = 0; i < std::size(kFloatRows); ++i) {
    for (const size_t element : {0, 1023}) {
      const float result = results[i * 1024 + element];
      const double expected = kFloatRows[i].expected;
      if (std::isnan(expected)) {
        EXPECT_TRUE(std::isnan(result)) << kFloatRows[i].call;
      } else {
        EXPECT_NEAR(result, expected, 1e-7 * std::fabs(expected))
            << kFloatRows[i].call;
      }
    }
  }
}

TEST_F(KernelHeadersTest, IntegerFunctions) {
  const std::vector<int32_t> results = RunKernel<int32_t>(
      MakeKernel(kIntegerRows, "0xfffffff9u", "2"), 8, std::size(kIntegerRows));
  for (size_t i = 0; i < std::size(kIntegerRows); ++i) {
    for (const size_t element : {0, 1023}) {
      EXPECT_EQ(results[i * 1024 + element], kIntegerRows[i].expected)
          << kIntegerRows[i].call;
    }
  }
}

// The kernels feed themselves: two tiles packed to circular buffer 0 are the
// FPU's operands.
constexpr char kPackAndFeed[] = R"(
namespace NAMESPACE {
void Pack(uint32_t cb) {
  tile_regs_commit();
  tile_regs_wait();
  cb_reserve_back(cb, 1);
  pack_tile(0, cb);
  cb_push_back(cb, 1);
  tile_regs_release();
}
void Feed() {
  for (uint32_t i = 0; i < 2; ++i) {
    tile_regs_acquire();
    fill_tile_init();
    fill_tile(0, i == 0 ? 3.0f : 0.5f);
    Pack(0);
  }
}
)";

TEST_F(KernelHeadersTest, FpuBinaryFunctions) {
  const std::vector<float> results = RunKernel<float>(R"(
#include "compute_kernel_api/eltwise_binary.h"
#include "compute_kernel_api/eltwise_unary/eltwise_unary.h"
#include "compute_kernel_api/eltwise_unary/fill.h"
#include "compute_kernel_api/reconfig_data_format.h"
)" + std::string(kPackAndFeed) + R"(
void MAIN {
  init_sfpu(0, 0);
  Feed();
  binary_op_init_common(0, 0, 16);
  cb_wait_front(0, 2);
  for (uint32_t i = 0; i < 3; ++i) {
    tile_regs_acquire();
    if (i == 0) {
      add_tiles_init(0, 0);
      add_tiles(0, 0, 0, 1, 0);
    } else if (i == 1) {
      sub_tiles_init(0, 0);
      sub_tiles(0, 0, 0, 1, 0);
    } else {
      mul_tiles_init(0, 0);
      mul_tiles(0, 0, 0, 1, 0);
    }
    Pack(16);
  }
  cb_pop_front(0, 2);
}
}
)",
                                                      0, 3);
  EXPECT_EQ(results[77], 3.5f);
  EXPECT_EQ(results[1024 + 77], 2.5f);
  EXPECT_EQ(results[2048 + 77], 1.5f);
}

TEST_F(KernelHeadersTest, FpuTileFunctions) {
  const std::vector<float> results = RunKernel<float>(R"(
#include "compute_kernel_api/bcast.h"
#include "compute_kernel_api/compute_kernel_hw_startup.h"
#include "compute_kernel_api/eltwise_binary.h"
#include "compute_kernel_api/eltwise_unary/fill.h"
#include "compute_kernel_api/matmul.h"
#include "compute_kernel_api/pack_untilize.h"
#include "compute_kernel_api/reduce.h"
#include "compute_kernel_api/tilize.h"
#include "compute_kernel_api/transpose_wh.h"
#include "compute_kernel_api/transpose_wh_dest.h"
#include "compute_kernel_api/untilize.h"
#include "compute_kernel_api.h"
)" + std::string(kPackAndFeed) + R"(
void MAIN {
  compute_kernel_hw_startup(0, 0);
  Feed();
  cb_wait_front(0, 2);

  mm_init(0, 0, 16);
  tile_regs_acquire();
  matmul_tiles(0, 0, 0, 1, 0, 0);
  matmul_block(0, 0, 0, 1, 0, 0, 1, 1, 1);
  Pack(16);

  tile_regs_acquire();
  reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(0, 0, 16);
  reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>(0, 0, 0, 1, 0);
  reduce_uninit();
  Pack(16);

  tile_regs_acquire();
  add_bcast_rows_init_short(0, 0);
  add_tiles_bcast_rows(0, 0, 0, 1, 0);
  binary_dest_reuse_tiles_init<ELWMUL, EltwiseBinaryReuseDestType::DEST_TO_SRCA>(0);
  binary_dest_reuse_tiles<ELWMUL, EltwiseBinaryReuseDestType::DEST_TO_SRCA>(0, 1, 0);
  Pack(16);

  tile_regs_acquire();
  transpose_wh_init_short(0);
  transpose_wh_tile(0, 0, 0);
  Pack(16);

  tile_regs_acquire();
  unary_bcast_init<BroadcastType::SCALAR>(0, 16);
  unary_bcast<BroadcastType::SCALAR>(0, 1, 0);
  Pack(16);

  tile_regs_acquire();
  init_bcast<ELWSUB, BroadcastType::COL>(0, 0, 16);
  sub_tiles_bcast_cols(0, 0, 0, 1, 0);
  Pack(16);

  tile_regs_acquire();
  copy_tile_init(0);
  copy_tile(0, 0, 0);
  transpose_wh_dest_init_short<true>();
  transpose_wh_dest<true>(0);
  Pack(16);

  tile_regs_acquire();
  copy_tile_init(0);
  copy_tile(0, 0, 0);
  sfpu_reduce_init<PoolType::SUM, DataFormat::Float32>();
  sfpu_reduce<PoolType::SUM, DataFormat::Float32>(0);
  Pack(16);

  cb_reserve_back(16, 2);
  tilize_init(0, 2, 16);
  tilize_block(0, 2, 16);
  tilize_uninit(0, 16);
  cb_push_back(16, 2);

  cb_reserve_back(16, 2);
  untilize_init(0);
  untilize_block(0, 2, 16);
  untilize_uninit(0);
  cb_push_back(16, 2);

  cb_reserve_back(16, 1);
  pack_untilize_init<1>(0, 16);
  pack_untilize_block<1>(0, 1, 16);
  pack_untilize_uninit(16);
  cb_push_back(16, 1);
  cb_pop_front(0, 2);
}
}
)",
                                                      0, 13);
  const float expected[] = {96.0f, 48.0f, 1.75f, 3.0f, 0.5f, 2.5f, 3.0f,
                            96.0f, 3.0f,  3.0f,  3.0f, 3.0f, 3.0f};
  for (size_t page = 0; page < std::size(expected); ++page) {
    EXPECT_EQ(results[page * 1024], expected[page]) << page;
  }
  // Of the tilized rows, the lower half is the second page's.
  EXPECT_EQ(results[8 * 1024 + 512], 0.5f);
  // The reduction leaves all but its column at 0.
  EXPECT_EQ(results[1024 + 1], 0.0f);
}

TEST_F(KernelHeadersTest, MissingInitNamesKernelAndCore) {
  TestProgram program;
  program.kernels = {{"adder",
                      TT_KERNEL_ROLE_COMPUTE,
                      R"(
#include "compute_kernel_api/common.h"
#include "compute_kernel_api/eltwise_binary_sfpu.h"
namespace NAMESPACE {
void MAIN {
  tile_regs_acquire();
  add_binary_tile(0, 1, 0);
}
}
)",
                      {}}};
  program.fp32_dest_acc_en = true;
  const TestResult result = Run(program, {});
  EXPECT_EQ(result.status, TT_STATUS_FAILED_PRECONDITION);
  EXPECT_NE(result.message.find("core (0,0) kernel 'adder' (compute)"),
            std::string::npos)
      << result.message;
  ExpectUsable();
}

}  // namespace
}  // namespace tt_emulator
