// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What the verifier refuses, field by field, and what a loader that trusts it
// does with mutated executables.

#include "iree/hal/drivers/tenstorrent/executable_verifier.h"

#include <functional>
#include <random>

#include "iree/hal/drivers/tenstorrent/testing/executable_builder.h"
#include "iree/hal/drivers/tenstorrent/testing/executable_fuzzing.h"
#include "iree/testing/gtest.h"
#include "iree/testing/status_matchers.h"

namespace iree::hal::tenstorrent {
namespace {

using ::testing::HasSubstr;

iree::Status Verify(const std::vector<uint8_t>& data) {
  return iree::Status(iree_hal_tenstorrent_executable_verify(
      iree_make_const_byte_span(data.data(), data.size()),
      /*out_executable_def=*/nullptr));
}

TEST(ExecutableVerifierTest, AcceptsAFullExecutable) {
  IREE_EXPECT_OK(Verify(BuildExecutable(MakeFullExecutable())));
}

struct Flaw {
  const char* name;
  const char* message;
  std::function<void(TestExecutable&)> make;
};

class ExecutableVerifierFlawTest : public ::testing::TestWithParam<Flaw> {};

TEST_P(ExecutableVerifierFlawTest, IsRefused) {
  TestExecutable executable = MakeFullExecutable();
  GetParam().make(executable);
  const iree::Status status = Verify(BuildExecutable(executable));
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_THAT(status.ToString(), HasSubstr(GetParam().message));
}

TEST(ExecutableVerifierTest, OtherGenerationOfTheKernelApiIsRefused) {
  TestExecutable executable = MakeFullExecutable();
  executable.metal_api = 1;
  const std::vector<uint8_t> data = BuildExecutable(executable);
  const iree::Status status(LoadExecutable(data.data(), data.size()));
  EXPECT_EQ(status.code(), StatusCode::kIncompatible);
  EXPECT_THAT(status.ToString(), HasSubstr("v0.81"));
  EXPECT_THAT(status.ToString(),
              HasSubstr("--iree-tenstorrent-metal-api=v0.65"));
}

TEST(ExecutableVerifierTest, CircularBuffersThatLeaveNoRoomForTensors) {
  TestExecutable executable = MakeFullExecutable();
  // Of the 1 MiB that the device has.
  executable.exports[0].l1_region_size = 1024 * 1024 - 3 * 4096;
  std::vector<uint8_t> data = BuildExecutable(executable);
  IREE_EXPECT_OK(LoadExecutable(data.data(), data.size()));
  executable.exports[0].l1_region_size += 64;
  data = BuildExecutable(executable);
  const iree::Status status(LoadExecutable(data.data(), data.size()));
  EXPECT_EQ(status.code(), StatusCode::kResourceExhausted);
  EXPECT_THAT(status.ToString(), HasSubstr("export 'main'"));
}

const Flaw kFlaws[] = {
    {"UnknownArchitecture", "unknown architecture 9",
     [](TestExecutable& e) { e.arch = 9; }},
    {"UnknownMetalApi", "unknown generation of tt-metal's API (7)",
     [](TestExecutable& e) { e.metal_api = 7; }},
    {"NoExports", "0 exports", [](TestExecutable& e) { e.exports.clear(); }},
    {"TwoExportsOfOneName", "two exports are called 'main'",
     [](TestExecutable& e) { e.exports.push_back(e.exports[0]); }},
    {"ExportWithoutName", "export 0 has no name",
     [](TestExecutable& e) { e.exports[0].name = ""; }},
    {"NoKernels", "0 kernels",
     [](TestExecutable& e) { e.exports[0].kernels.clear(); }},
    {"TwoKernelsOfOneName", "two kernels are called 'reader'",
     [](TestExecutable& e) { e.exports[0].kernels[1].name = "reader"; }},
    {"KernelWithoutSource", "kernel 'writer' has no source",
     [](TestExecutable& e) { e.exports[0].kernels[1].source = ""; }},
    {"UnknownRole", "unknown role 3",
     [](TestExecutable& e) { e.exports[0].kernels[0].role = 3; }},
    {"UnknownNoc", "uses NoC 2",
     [](TestExecutable& e) { e.exports[0].kernels[0].noc = 2; }},
    {"EmptyCoreRange", "empty core range 5 to 4",
     [](TestExecutable& e) { e.exports[0].kernels[0].core_ranges = {{5, 4}}; }},
    {"CircularBufferIndex", "circular buffer 32",
     [](TestExecutable& e) { e.exports[0].circular_buffers[0].index = 32; }},
    {"CircularBufferTwice", "circular buffer 16 is defined twice",
     [](TestExecutable& e) { e.exports[0].circular_buffers[0].index = 16; }},
    {"CircularBufferFormat", "unknown format 77",
     [](TestExecutable& e) { e.exports[0].circular_buffers[0].format = 77; }},
    {"CircularBufferPageSize", "multiples of 16",
     [](TestExecutable& e) { e.exports[0].circular_buffers[0].page_size = 8; }},
    {"CircularBufferEmpty", "0 pages",
     [](TestExecutable& e) {
       e.exports[0].circular_buffers[0].page_count = 0;
     }},
    {"CircularBufferOverflow", "more than any L1",
     [](TestExecutable& e) {
       e.exports[0].circular_buffers[0].page_count = 1u << 31;
     }},
    {"Semaphores", "17 semaphores",
     [](TestExecutable& e) { e.exports[0].semaphores.resize(17); }},
    {"RuntimeArguments", "runtime arguments",
     [](TestExecutable& e) { e.exports[0].constant_count = 0xFFFFFFFFu; }},
    {"MathFidelity", "unknown math fidelity 1",
     [](TestExecutable& e) { e.exports[0].math_fidelity = 1; }},
    {"ScratchUnderflow", "export 'main'",
     [](TestExecutable& e) { e.exports[0].scratch_size = {3, 0}; }},
    {"ScratchConstant", "export 'main'",
     [](TestExecutable& e) { e.exports[0].scratch_size = {1, 3}; }},
    {"L1RegionSize", "96 bytes of L1 for tensors are no multiple of 64",
     [](TestExecutable& e) { e.exports[0].l1_region_size = 96; }},
    {"L1Binding", "binding 2 in L1; there are 2",
     [](TestExecutable& e) { e.exports[0].l1_tensors[0].first = 2; }},
    {"L1BindingTwice", "binding 1 lies in L1 twice",
     [](TestExecutable& e) { e.exports[0].l1_tensors[1].first = 1; }},
    {"L1Offset", "offsets are multiples of 64",
     [](TestExecutable& e) { e.exports[0].l1_tensors[0].second = 16; }},
    {"L1OffsetBeyond", "byte 16384 of the 16384 bytes",
     [](TestExecutable& e) { e.exports[0].l1_tensors[1].second = 16384; }},
    {"L1TensorsWithoutRegion", "of the 0 bytes of L1 for tensors",
     [](TestExecutable& e) { e.exports[0].l1_region_size = 0; }},
    {"ScratchHalfPair", "export 'main'",
     [](TestExecutable& e) { e.exports[0].scratch_size = {0}; }},
};

INSTANTIATE_TEST_SUITE_P(All, ExecutableVerifierFlawTest,
                         ::testing::ValuesIn(kFlaws),
                         [](const ::testing::TestParamInfo<Flaw>& info) {
                           return info.param.name;
                         });

TEST(ExecutableVerifierTest, RefusesEveryTruncation) {
  const std::vector<uint8_t> data = BuildExecutable(MakeFullExecutable());
  for (size_t size = 0; size < data.size(); ++size) {
    // May be accepted where only trailing padding is cut off.
    FuzzExecutable(data.data(), size);
    if (size + 16 < data.size()) {
      const std::vector<uint8_t> cut(data.begin(), data.begin() + size);
      EXPECT_EQ(Verify(cut).code(), StatusCode::kInvalidArgument) << size;
    }
  }
}

TEST(ExecutableVerifierTest, MutationsDoNotCrashTheLoader) {
  const std::vector<uint8_t> data = BuildExecutable(MakeFullExecutable());
  std::minstd_rand random(1);
  for (int i = 0; i < 50000; ++i) {
    std::vector<uint8_t> mutated = data;
    for (uint32_t changes = 1 + random() % 4; changes > 0; --changes) {
      uint8_t& byte = mutated[random() % mutated.size()];
      byte = random() % 2 ? (uint8_t)random()
                          : (uint8_t)(byte ^ (1u << (random() % 8)));
    }
    if (random() % 8 == 0) mutated.resize(random() % mutated.size());
    FuzzExecutable(mutated.data(), mutated.size());
  }
}

}  // namespace
}  // namespace iree::hal::tenstorrent
