// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Machines that lack something, as made-up trees of files: each error says what
// is missing and how to get it.

#include "iree/hal/drivers/tenstorrent/device_library/metalium/prerequisites.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"
#include "iree/testing/gtest.h"

namespace tt_metalium_device {
namespace {

class PrerequisitesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* base = std::getenv("TEST_TMPDIR");
    std::string name =
        std::string(base != nullptr ? base : "/tmp") + "/machine-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    machine_.root = name;
    machine_.tt_metal_root = name + "/tt-metal";
  }

  void Put(const std::string& path, const std::string& text = "") {
    for (size_t at = 1; (at = path.find('/', at)) != std::string::npos; ++at) {
      mkdir((machine_.root + path.substr(0, at)).c_str(), 0755);
    }
    std::ofstream(machine_.root + path) << text;
  }

  // Everything that an opened card needs.
  void PutAll() {
    Put("/dev/tenstorrent/0");
    Put("/sys/module/tenstorrent/version", "2.4.1\n");
    Put("/sys/class/tenstorrent/tenstorrent!0/tt_fw_bundle_ver", "18.12.0.0\n");
    Put("/tt-metal/tt_metal/hw/inc/dataflow_api.h");
    Put("/opt/tenstorrent/sfpi/compiler/bin/riscv-tt-elf-g++");
  }

  // Checks card 0 and returns the error, or "".
  std::string Check(uint32_t index = 0) {
    tt_error_t error = {};
    status_ = Guard(&error, [&] { CheckPrerequisites(machine_, index); });
    std::string text = error.message;
    // Without the folder of this test.
    for (size_t at; (at = text.find(machine_.root)) != std::string::npos;) {
      text.erase(at, machine_.root.size());
    }
    return text;
  }

  Machine machine_;
  tt_status_t status_ = TT_STATUS_OK;
};

TEST_F(PrerequisitesTest, AMachineWithEverything) {
  PutAll();
  Put("/sys/class/tenstorrent/tenstorrent!0/tt_card_type", "p100a\n");
  EXPECT_EQ(CountCards(machine_), 1u);
  EXPECT_EQ(CardName(machine_, 0), "P100A");
  EXPECT_EQ(CardName(machine_, 1), "");
  EXPECT_EQ(Check(), "");
  EXPECT_EQ(status_, TT_STATUS_OK);
}

TEST_F(PrerequisitesTest, NoKernelDriver) {
  EXPECT_EQ(CountCards(machine_), 0u);
  EXPECT_EQ(Check(),
            "the kernel driver tenstorrent (tt-kmd) is not loaded: "
            "/dev/tenstorrent does not exist; install tt-kmd 2.1.0 or newer, "
            "then modprobe tenstorrent");
  EXPECT_EQ(status_, TT_STATUS_UNAVAILABLE);
}

TEST_F(PrerequisitesTest, NoCard) {
  Put("/sys/module/tenstorrent/version", "2.4.1\n");
  EXPECT_EQ(Check(),
            "no Tenstorrent card: the kernel driver is loaded and has found "
            "none (/dev/tenstorrent does not exist); see lspci -d 1e52:");
  PutAll();
  EXPECT_EQ(Check(3), "there is no card 3: 1 in /dev/tenstorrent");
  EXPECT_EQ(status_, TT_STATUS_NOT_FOUND);
}

TEST_F(PrerequisitesTest, OldKernelDriver) {
  PutAll();
  Put("/sys/module/tenstorrent/version", "1.34\n");
  EXPECT_EQ(Check(),
            "the kernel driver tt-kmd is 1.34; tt-metal v0.65 needs 2.1.0 or "
            "newer");
  EXPECT_EQ(status_, TT_STATUS_FAILED_PRECONDITION);
}

TEST_F(PrerequisitesTest, OldFirmware) {
  PutAll();
  Put("/sys/class/tenstorrent/tenstorrent!0/tt_fw_bundle_ver", "18.6.9.0\n");
  EXPECT_EQ(Check(),
            "card 0 has firmware bundle 18.6.9.0; tt-metal v0.65 needs 18.7.0 "
            "or newer: update it with tt-flash");
  EXPECT_EQ(status_, TT_STATUS_FAILED_PRECONDITION);
}

TEST_F(PrerequisitesTest, NoTtMetal) {
  PutAll();
  machine_.tt_metal_root.clear();
  EXPECT_EQ(Check().substr(0, 27), "TT_METAL_HOME is not set: i");
  machine_.tt_metal_root = machine_.root + "/elsewhere";
  EXPECT_EQ(Check(),
            "TT_METAL_HOME=/elsewhere does not hold tt-metal v0.65: there is "
            "no /elsewhere/tt_metal/hw/inc/dataflow_api.h");
  EXPECT_EQ(status_, TT_STATUS_FAILED_PRECONDITION);
}

TEST_F(PrerequisitesTest, NoKernelCompiler) {
  PutAll();
  const std::string path =
      machine_.root + "/opt/tenstorrent/sfpi/compiler/bin/riscv-tt-elf-g++";
  ASSERT_EQ(std::remove(path.c_str()), 0);
  EXPECT_EQ(Check(),
            "the SFPI compiler for kernels is missing: neither "
            "/tt-metal/runtime/sfpi/compiler/bin/riscv-tt-elf-g++ nor "
            "/opt/tenstorrent/sfpi/compiler/bin/riscv-tt-elf-g++ exists; "
            "tt-metal's install_dependencies.sh --sfpi installs it");
}

TEST(ErrorTest, MeaningOfTtMetalsTexts) {
  EXPECT_EQ(ClassifyMessage("TIMEOUT: device timeout, potential hang detected, "
                            "the device is unrecoverable"),
            TT_STATUS_DEADLINE_EXCEEDED);
  EXPECT_EQ(ClassifyMessage("Out of Memory: Not enough space"),
            TT_STATUS_RESOURCE_EXHAUSTED);
  EXPECT_EQ(ClassifyMessage("Statically allocated circular buffers on core "
                            "range 0 grow to 9 B which is beyond max L1 size"),
            TT_STATUS_RESOURCE_EXHAUSTED);
  EXPECT_EQ(ClassifyMessage("brisc build failed. Log: x"),
            TT_STATUS_INVALID_ARGUMENT);
  EXPECT_EQ(ClassifyMessage("anything else"), TT_STATUS_INTERNAL);
  EXPECT_EQ(ReadableMessage("TT_FATAL @ /a/b.cpp:241: !x\ninfo:\nNo root.\n"
                            "backtrace:\n --- main\n"),
            "No root.");
}

}  // namespace
}  // namespace tt_metalium_device
