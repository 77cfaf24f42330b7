// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Prints what the calls of kernels cost on the host: nanoseconds a tile or a
// transfer, and the rate where one is of interest. One core, so one host
// thread.

#include <time.h>

#include <cstdio>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/testing/emulated_device.h"

namespace tt_emulator {
namespace {

constexpr uint8_t kFloat32 = 0, kFloat16B = 5, kInt32 = 8;
constexpr int kRuns = 25;
constexpr uint32_t kRounds = 400;

// A kernel whose loop's body does `count` operations.
struct Measured {
  const char* name;
  uint8_t format;    // of the inputs
  uint8_t fidelity;  // 4: HiFi4
  bool unpack_to_dst;
  const char* header;
  const char* init;
  const char* body;
  uint32_t count;
  double work;  // floating-point operations or bytes of one
  const char* unit;
};

// DST has 4 tiles of 32 bits; buffers 0 and 1 hold 8 tiles each, 16 takes 8.
#define TT_IN_DST(calls)       \
  "tile_regs_acquire();" calls \
  "tile_regs_commit(); tile_regs_wait(); tile_regs_release();"
#define TT_EACH_TILE(call) \
  TT_IN_DST("for (uint32_t t = 0; t < 4; ++t) { " call " }")
#define TT_PACKED(calls)          \
  "cb_reserve_back(16, 8);" calls \
  "cb_push_back(16, 8);"          \
  "cb_wait_front(16, 8); cb_pop_front(16, 8);"

const Measured kMeasured[] = {
    {"matmul_tiles f32 HiFi4", kFloat32, 4, false, "matmul.h",
     "mm_init(0, 1, 16);", TT_EACH_TILE("matmul_tiles(0, 1, t, 4, t, 0);"), 4,
     65536, "GFLOP/s"},
    {"matmul_block 2x2 f32 HiFi4", kFloat32, 4, false, "matmul.h",
     "mm_block_init(0, 1, 16, 0, 2, 2, 4);",
     TT_IN_DST("for (uint32_t k = 0; k < 4; ++k)"
               "  matmul_block(0, 1, k, 2 * k, 0, 0, 2, 2, 4);"),
     16, 65536, "GFLOP/s"},
    {"matmul_block 2x2 f32 HiFi3", kFloat32, 3, false, "matmul.h",
     "mm_block_init(0, 1, 16, 0, 2, 2, 4);",
     TT_IN_DST("for (uint32_t k = 0; k < 4; ++k)"
               "  matmul_block(0, 1, k, 2 * k, 0, 0, 2, 2, 4);"),
     16, 65536, "GFLOP/s"},
    {"matmul_block 2x2 f32 LoFi", kFloat32, 0, false, "matmul.h",
     "mm_block_init(0, 1, 16, 0, 2, 2, 4);",
     TT_IN_DST("for (uint32_t k = 0; k < 4; ++k)"
               "  matmul_block(0, 1, k, 2 * k, 0, 0, 2, 2, 4);"),
     16, 65536, "GFLOP/s"},
    {"matmul_block 2x2 bf16 HiFi2", kFloat16B, 2, false, "matmul.h",
     "mm_block_init(0, 1, 16, 0, 2, 2, 4);",
     TT_IN_DST("for (uint32_t k = 0; k < 4; ++k)"
               "  matmul_block(0, 1, k, 2 * k, 0, 0, 2, 2, 4);"),
     16, 65536, "GFLOP/s"},
    {"matmul_block 2x2 f32 transposed", kFloat32, 4, false, "matmul.h",
     "mm_block_init(0, 1, 16, 1, 2, 2, 4);",
     TT_IN_DST("for (uint32_t k = 0; k < 4; ++k)"
               "  matmul_block(0, 1, k, 2 * k, 0, 1, 2, 2, 4);"),
     16, 65536, "GFLOP/s"},
    {"copy_tile f32 to DST", kFloat32, 4, true, "tile_move_copy.h",
     "copy_tile_init(0);", TT_EACH_TILE("copy_tile(0, t, t);"), 4, 4096,
     "GB/s"},
    {"copy_tile f32 by SrcA", kFloat32, 4, false, "tile_move_copy.h",
     "copy_tile_init(0);", TT_EACH_TILE("copy_tile(0, t, t);"), 4, 4096,
     "GB/s"},
    {"copy_tile bf16", kFloat16B, 4, false, "tile_move_copy.h",
     "copy_tile_init(0);", TT_EACH_TILE("copy_tile(0, t, t);"), 4, 2048,
     "GB/s"},
    {"copy_tile and pack_tile f32", kFloat32, 4, true, "tile_move_copy.h",
     "copy_tile_init(0);",
     TT_PACKED("tile_regs_acquire();"
               "for (uint32_t t = 0; t < 4; ++t) copy_tile(0, t, t);"
               "tile_regs_commit(); tile_regs_wait();"
               "for (uint32_t t = 0; t < 4; ++t) pack_tile(t, 16);"
               "tile_regs_release();"),
     4, 4096, "GB/s"},
    {"tilize_block 4 f32", kFloat32, 4, false, "tilize.h",
     "tilize_init(0, 4, 16);", TT_PACKED("tilize_block(0, 4, 16);"), 4, 4096,
     "GB/s"},
    {"tilize_block 4 int32", kInt32, 4, false, "tilize.h",
     "tilize_init(0, 4, 16);", TT_PACKED("tilize_block(0, 4, 16);"), 4, 4096,
     "GB/s"},
    {"tilize_block 4 bf16", kFloat16B, 4, false, "tilize.h",
     "tilize_init(0, 4, 16);", TT_PACKED("tilize_block(0, 4, 16);"), 4, 2048,
     "GB/s"},
    {"untilize_block 4 f32", kFloat32, 4, false, "untilize.h",
     "untilize_init(0);", TT_PACKED("untilize_block(0, 4, 16);"), 4, 4096,
     "GB/s"},
    {"pack_untilize_block 4 f32", kFloat32, 4, true, "pack_untilize.h",
     "pack_untilize_init<4>(0, 16);",
     TT_PACKED("pack_untilize_block<4>(0, 1, 16);"), 4, 4096, "GB/s"},
    {"transpose_wh_tile int32", kInt32, 4, false, "transpose_wh.h",
     "transpose_wh_init(0, 16);", TT_EACH_TILE("transpose_wh_tile(0, t, t);"),
     4, 4096, "GB/s"},
    {"reduce_tile SUM row f32", kFloat32, 4, false, "reduce.h",
     "reduce_init<PoolType::SUM, ReduceDim::REDUCE_ROW>(0, 1, 16);",
     TT_EACH_TILE("reduce_tile<PoolType::SUM, ReduceDim::REDUCE_ROW>"
                  "(0, 1, t, 0, 0);"),
     4, 1024, "Gelement/s"},
    {"reduce_tile MAX column f32", kFloat32, 4, false, "reduce.h",
     "reduce_init<PoolType::MAX, ReduceDim::REDUCE_COL>(0, 1, 16);",
     TT_EACH_TILE("reduce_tile<PoolType::MAX, ReduceDim::REDUCE_COL>"
                  "(0, 1, t, 0, 0);"),
     4, 1024, "Gelement/s"},
    {"add_tiles f32", kFloat32, 4, false, "eltwise_binary.h",
     "add_tiles_init(0, 1);", TT_EACH_TILE("add_tiles(0, 1, t, t, t);"), 4,
     1024, "Gelement/s"},
    {"mul_tiles_bcast_cols f32", kFloat32, 4, false, "bcast.h",
     "mul_bcast_cols_init_short(0, 1);",
     TT_EACH_TILE("mul_tiles_bcast_cols(0, 1, t, t, t);"), 4, 1024,
     "Gelement/s"},
    {"add_binary_tile", kFloat32, 4, true, "eltwise_binary_sfpu.h",
     "add_binary_tile_init();",
     TT_IN_DST("for (uint32_t t = 0; t < 4; ++t) copy_tile(0, t, t);"
               "for (uint32_t t = 0; t < 16; ++t)"
               "  add_binary_tile(0, 1, 2);"),
     16, 1024, "Gelement/s"},
    {"mul_binary_tile", kFloat32, 4, true, "eltwise_binary_sfpu.h",
     "mul_binary_tile_init();",
     TT_IN_DST("for (uint32_t t = 0; t < 4; ++t) copy_tile(0, t, t);"
               "for (uint32_t t = 0; t < 16; ++t)"
               "  mul_binary_tile(0, 1, 2);"),
     16, 1024, "Gelement/s"},
#define TT_UNARY(call, header)                                      \
  {#call,                                                           \
   kFloat32,                                                        \
   4,                                                               \
   true,                                                            \
   header,                                                          \
   #call "_init();",                                                \
   TT_IN_DST("for (uint32_t t = 0; t < 4; ++t) copy_tile(0, t, t);" \
             "for (uint32_t t = 0; t < 4; ++t) " #call "(t);"),     \
   4,                                                               \
   1024,                                                            \
   "Gelement/s"}
    TT_UNARY(exp_tile, "eltwise_unary/exp.h"),
    TT_UNARY(tanh_tile, "../compute_kernel_api.h"),
    TT_UNARY(log_tile, "../compute_kernel_api.h"),
    TT_UNARY(sigmoid_tile, "../compute_kernel_api.h"),
    TT_UNARY(erf_tile, "eltwise_unary/erf_erfc.h"),
    TT_UNARY(rsqrt_tile, "eltwise_unary/rsqrt.h"),
    TT_UNARY(abs_tile, "../compute_kernel_api.h"),
#undef TT_UNARY
    {"sfpu_reduce SUM f32", kFloat32, 4, true, "../compute_kernel_api.h",
     "sfpu_reduce_init<PoolType::SUM, DataFormat::Float32>();",
     TT_IN_DST("for (uint32_t t = 0; t < 4; ++t) copy_tile(0, t, t);"
               "for (uint32_t t = 0; t < 4; ++t)"
               "  sfpu_reduce<PoolType::SUM, DataFormat::Float32>(t);"),
     4, 1024, "Gelement/s"},
};

// Loops of the reader alone, or of it and the writer.
struct Moved {
  const char* name;
  const char* reader;
  const char* writer;  // may be NULL
  uint32_t count;
  double bytes;
};

#define TT_READS(size)                                      \
  "for (uint32_t i = 0; i < 8; ++i)"                        \
  "  noc_async_read(arena(i * 4096), l1 + i * 4096, " #size \
  ");"                                                      \
  "noc_async_read_barrier();"
#define TT_WRITES(size)                                      \
  "for (uint32_t i = 0; i < 8; ++i)"                         \
  "  noc_async_write(l1 + i * 4096, arena(i * 4096), " #size \
  ");"                                                       \
  "noc_async_write_barrier();"

const Moved kMoved[] = {
    {"noc_async_read 64 bytes", TT_READS(64), nullptr, 8, 64},
    {"noc_async_read 2048 bytes", TT_READS(2048), nullptr, 8, 2048},
    {"noc_async_read 4096 bytes", TT_READS(4096), nullptr, 8, 4096},
    {"noc_async_write 64 bytes", TT_WRITES(64), nullptr, 8, 64},
    {"noc_async_write 2048 bytes", TT_WRITES(2048), nullptr, 8, 2048},
    {"noc_async_write 4096 bytes", TT_WRITES(4096), nullptr, 8, 4096},
    {"page through a buffer, no switch",
     "cb_reserve_back(0, 1); cb_push_back(0, 1);"
     "cb_wait_front(0, 1); cb_pop_front(0, 1);",
     nullptr, 1, 0},
    {"page through a buffer, a switch each",
     "cb_reserve_back(2, 1); cb_push_back(2, 1);",
     "cb_wait_front(2, 1); cb_pop_front(2, 1);", 1, 0},
};

double ProcessorTime() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

class KernelBenchmark : public EmulatedDevice {
 protected:
  // Nanoseconds of processor time that a launch takes, the best of some: other
  // programs on the host disturb less than with the time of the day.
  double Time(const TestProgram& program, uint32_t rounds) {
    double best = 0;
    for (int run = 0; run < kRuns; ++run) {
      const double start = ProcessorTime();
      const TestResult result = Run(program, {info_.dram_arena_base, rounds});
      const double time = ProcessorTime() - start;
      EXPECT_EQ(result.status, TT_STATUS_OK) << result.message;
      if (run == 0 || time < best) best = time;
    }
    return best;
  }

  void Print(const char* name, const TestProgram& program, uint32_t count,
             double work, const char* unit) {
    const double time = Time(program, kRounds) - Time(program, 0);
    const double each = time / kRounds / count;
    std::printf("%-38s %9.1f ns", name, each);
    if (work != 0) std::printf(" %8.2f %s", work / each, unit);
    std::printf("\n");
  }
};

TEST_F(KernelBenchmark, Compute) {
  // Not zero, of which products are quicker.
  std::vector<float> values(8 * 1024);
  for (size_t i = 0; i < values.size(); ++i) values[i] = 1.0f + 1e-4f * i;
  Write(0, values);
  for (const Measured& measured : kMeasured) {
    TestProgram program;
    const std::string compute =
        std::string(
            "#include \"compute_kernel_api/tile_move_copy.h\"\n"
            "#include \"compute_kernel_api/compute_kernel_hw_startup.h\"\n"
            "#include \"compute_kernel_api/") +
        measured.header +
        "\"\nnamespace NAMESPACE { void MAIN {\n"
        "const uint32_t rounds = get_common_arg_val<uint32_t>(1);\n"
        "cb_wait_front(0, 8); cb_wait_front(1, 8);\n"
        "compute_kernel_hw_startup(0, 1, 16); copy_tile_init(0);\n" +
        measured.init + "\nfor (uint32_t i = 0; i < rounds; ++i) {\n" +
        measured.body + "\n}\ncb_pop_front(0, 8); cb_pop_front(1, 8);\n}}\n";
    const std::string reader = std::string(kArenaPrelude) + R"(
void kernel_main() {
  for (uint32_t cb = 0; cb < 2; ++cb) {
    cb_reserve_back(cb, 8);
    for (uint32_t i = 0; i < 8; ++i) {
      noc_async_read(arena(i * 4096), get_write_ptr(cb) + i * get_tile_size(cb),
                     get_tile_size(cb));
    }
    noc_async_read_barrier();
    cb_push_back(cb, 8);
  }
}
)";
    program.kernels = {{"compute", TT_KERNEL_ROLE_COMPUTE, compute, {}},
                       {"reader", TT_KERNEL_ROLE_READER, reader, {}}};
    const uint32_t page = measured.format == kFloat16B ? 2048 : 4096;
    const uint8_t mode = measured.unpack_to_dst ? 1 : 0;
    program.circular_buffers = {{0, measured.format, mode, page, 8},
                                {1, measured.format, mode, page, 8},
                                {16, measured.format, 0, page, 8}};
    program.math_fidelity = measured.fidelity;
    program.fp32_dest_acc_en = true;
    Print(measured.name, program, measured.count, measured.work, measured.unit);
  }
}

TEST_F(KernelBenchmark, DataMovement) {
  for (const Moved& moved : kMoved) {
    TestProgram program;
    const auto kernel = [](const char* body) {
      return std::string(kArenaPrelude) +
             "void kernel_main() {\n"
             "const uint32_t rounds = get_common_arg_val<uint32_t>(1);\n"
             "const uint32_t l1 = get_write_ptr(1);\n"
             "for (uint32_t round = 0; round < rounds; ++round) {\n" +
             body + "\n}}\n";
    };
    program.kernels = {
        {"reader", TT_KERNEL_ROLE_READER, kernel(moved.reader), {}}};
    if (moved.writer != nullptr) {
      program.kernels.push_back(
          {"writer", TT_KERNEL_ROLE_WRITER, kernel(moved.writer), {}});
    }
    program.circular_buffers = {{0, kFloat32, 0, 4096, 8},
                                {1, kFloat32, 0, 4096, 8},
                                {2, kFloat32, 0, 4096, 1}};
    Print(moved.name, program, moved.count, moved.bytes, "GB/s");
  }
}

}  // namespace
}  // namespace tt_emulator
