// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Builds tt-metal programs from descriptions with the library itself, on a mock
// cluster: kernels, configurations, circular buffers, semaphores, arguments.

#include "iree/hal/drivers/tenstorrent/device_library/metalium/program_recipe.h"

#include <cstring>
#include <string>
#include <tt-metalium/distributed.hpp>
#include <utility>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/cores.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/loaded_program.h"
#include "iree/testing/gtest.h"

namespace tt_metalium_device {
namespace {

constexpr uint32_t kGridX = 12;
constexpr uint32_t kWorkers = 120;
constexpr uint64_t kL1Available = 1400 * 1024;

const char kDataMovement[] =
    "#include \"dataflow_api.h\"\nvoid kernel_main() {}\n";
const char kCompute[] =
    "#include \"compute_kernel_api/common.h\"\n"
    "namespace NAMESPACE { void MAIN {} }\n";

tt_string_view_t View(const char* text) { return {text, std::strlen(text)}; }

// A program of a reader, a compute kernel and a writer with two circular
// buffers and a semaphore.
class ProgramRecipeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    kernels_[0] = {View("reader"), TT_KERNEL_ROLE_READER, View(kDataMovement)};
    kernels_[1] = {View("compute"), TT_KERNEL_ROLE_COMPUTE, View(kCompute)};
    kernels_[2] = {View("writer"), TT_KERNEL_ROLE_WRITER, View(kDataMovement)};
    for (tt_kernel_desc_t& kernel : kernels_) kernel.noc = -1;
    description_.name = View("dispatch");
    description_.kernels = kernels_;
    description_.kernel_count = 3;
    description_.circular_buffers = circular_buffers_;
    description_.circular_buffer_count = 2;
    description_.semaphore_initial_values = semaphores_;
    description_.semaphore_count = 2;
    description_.math_fidelity = 4;
  }

  std::string ErrorOfCopy() {
    tt_error_t error = {};
    status_ = Guard(&error,
                    [&] { CopyProgram(description_, kWorkers, kL1Available); });
    return error.message;
  }

  tt_kernel_desc_t kernels_[3] = {};
  tt_circular_buffer_desc_t circular_buffers_[2] = {{0, 5, 0, 2048, 2},
                                                    {16, 0, 1, 4096, 2}};
  uint32_t semaphores_[2] = {7, 9};
  tt_program_desc_t description_ = {};
  tt_status_t status_ = TT_STATUS_OK;
};

TEST_F(ProgramRecipeTest, CoresAreCoveredByRectangles) {
  const auto ranges = CoverCores(5, 40, kGridX);
  ASSERT_EQ(ranges.size(), 3u);
  EXPECT_EQ(ranges[0].start_coord.x, 5u);
  EXPECT_EQ(ranges[0].end_coord.x, 11u);
  EXPECT_EQ(ranges[1].start_coord.y, 1u);
  EXPECT_EQ(ranges[1].end_coord.y, 2u);
  EXPECT_EQ(ranges[1].end_coord.x, 11u);
  EXPECT_EQ(ranges[2].start_coord.y, 3u);
  EXPECT_EQ(ranges[2].end_coord.x, 4u);
  EXPECT_EQ(CoverCores(0, kWorkers - 1, kGridX).size(), 1u);
  EXPECT_EQ(SelectCores({{1, 2}, {5, 9}}, 7),
            (std::vector<uint32_t>{1, 2, 5, 6}));
}

TEST_F(ProgramRecipeTest, EveryNumberOfCoresMakesAProgram) {
  const ProgramRecipe recipe =
      CopyProgram(description_, kWorkers, kL1Available);
  for (uint32_t cores : {1u, 11u, 12u, 13u, 29u, kWorkers}) {
    std::vector<PlacedKernel> kernels;
    tt::tt_metal::Program program =
        MakeProgram(recipe, cores, kGridX, &kernels);
    ASSERT_EQ(kernels.size(), 3u);
    for (const PlacedKernel& kernel : kernels) {
      ASSERT_EQ(kernel.cores.size(), cores);
      // Arguments can be set on every core of the launch.
      const std::vector<uint32_t> words = {cores, 2, 3};
      for (uint32_t core : kernel.cores) {
        const tt::tt_metal::CoreCoord at = CoreAt(core, kGridX);
        tt::tt_metal::SetRuntimeArgs(program, kernel.handle, at, words);
        EXPECT_EQ(
            tt::tt_metal::GetRuntimeArgs(program, kernel.handle, at).data()[0],
            cores);
      }
    }
  }
}

TEST_F(ProgramRecipeTest, KernelsKeepToTheirCoreRanges) {
  const tt_core_range_t ranges[] = {{2, 3}};
  kernels_[2].core_ranges = ranges;
  kernels_[2].core_range_count = 1;
  const ProgramRecipe recipe =
      CopyProgram(description_, kWorkers, kL1Available);
  std::vector<PlacedKernel> kernels;
  tt::tt_metal::Program program = MakeProgram(recipe, 4, kGridX, &kernels);
  EXPECT_EQ(kernels[2].cores, (std::vector<uint32_t>{2, 3}));
  tt::tt_metal::Program small = MakeProgram(recipe, 1, kGridX, &kernels);
  EXPECT_TRUE(kernels[2].cores.empty());
}

TEST_F(ProgramRecipeTest, ArgumentsOfTheFirstAndOfLaterLaunches) {
  LoadedProgram program(CopyProgram(description_, kWorkers, kL1Available),
                        kGridX);
  const uint32_t unique[] = {0, 1, 2};
  const uint32_t common[] = {3, 40, 50};
  const tt_kernel_args_t arguments[3] = {
      {unique, 1, common, 3}, {unique, 1, common, 3}, {unique, 1, common, 3}};
  tt_launch_t launch = {};
  launch.core_count = 3;
  launch.kernel_args = arguments;
  const Launch copy = program.CopyLaunch(launch, kWorkers);
  EXPECT_EQ(copy.arguments[2].common, (std::vector<uint32_t>{3, 40, 50}));
  launch.core_count = kWorkers + 1;
  EXPECT_THROW(program.CopyLaunch(launch, kWorkers), Error);
}

TEST_F(ProgramRecipeTest, ProgramsGoIntoWorkloads) {
  const ProgramRecipe recipe =
      CopyProgram(description_, kWorkers, kL1Available);
  std::vector<PlacedKernel> kernels;
  tt::tt_metal::Program program = MakeProgram(recipe, 30, kGridX, &kernels);
  tt::tt_metal::SetCommonRuntimeArgs(program, kernels[0].handle,
                                     std::vector<uint32_t>{5, 6});
  tt::tt_metal::distributed::MeshWorkload workload;
  const tt::tt_metal::distributed::MeshCoordinate origin(0, 0);
  workload.add_program(
      tt::tt_metal::distributed::MeshCoordinateRange(origin, origin),
      std::move(program));
  ASSERT_EQ(workload.get_programs().size(), 1u);
  const auto& inside = workload.get_programs().begin()->second;
  auto& words = tt::tt_metal::GetCommonRuntimeArgs(inside, kernels[0].handle);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words.data()[1], 6u);
}

TEST_F(ProgramRecipeTest, RefusesWhatIsWrong) {
  semaphores_[0] = 0;
  description_.semaphore_count = 17;
  EXPECT_EQ(ErrorOfCopy(), "program 'dispatch': 17 semaphores; a core has 16");
  EXPECT_EQ(status_, TT_STATUS_RESOURCE_EXHAUSTED);
  description_.semaphore_count = 2;

  circular_buffers_[1].index = 0;
  EXPECT_EQ(ErrorOfCopy(),
            "program 'dispatch': circular buffer 0 is given twice");
  circular_buffers_[1].index = 32;
  EXPECT_EQ(ErrorOfCopy(),
            "program 'dispatch': circular buffer 32 does not exist");
  circular_buffers_[1].index = 1;
  circular_buffers_[1].page_size = 8;
  EXPECT_EQ(ErrorOfCopy(),
            "program 'dispatch': circular buffer 1: 2 pages of 8 bytes; the "
            "page size must be a multiple of 16");
  circular_buffers_[1].page_size = 4096;
  circular_buffers_[1].page_count = 350;
  EXPECT_EQ(ErrorOfCopy(),
            "program 'dispatch': circular buffer 1 does not fit: L1 has "
            "1433600 bytes for circular buffers, and with it they take "
            "1437696");
  EXPECT_EQ(status_, TT_STATUS_RESOURCE_EXHAUSTED);
  circular_buffers_[1].page_count = 2;

  const tt_core_range_t ranges[] = {{0, kWorkers}};
  kernels_[0].core_ranges = ranges;
  kernels_[0].core_range_count = 1;
  EXPECT_EQ(ErrorOfCopy(),
            "program 'dispatch' kernel 'reader': cores 0 to 120; the device "
            "has 120 workers");
  kernels_[0].core_range_count = 0;

  // A define goes onto a command line: nothing but an expression.
  const tt_kernel_define_t define = {View("A"), View("1; touch /tmp/x")};
  kernels_[0].defines = &define;
  kernels_[0].define_count = 1;
  EXPECT_EQ(ErrorOfCopy(),
            "program 'dispatch' kernel 'reader': define 'A' is not an "
            "identifier with a plain expression");
  EXPECT_EQ(status_, TT_STATUS_INVALID_ARGUMENT);
}

}  // namespace
}  // namespace tt_metalium_device
