// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/prerequisites.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"

namespace tt_metalium_device {
namespace {

// What tt-metal v0.65 asks for: tt-metal's INSTALLING.md for Blackhole.
constexpr uint32_t kDriverVersion[] = {2, 1, 0};
constexpr uint32_t kFirmwareVersion[] = {18, 7, 0};

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

std::string ReadLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// True if `text` ("2.1.0", "v18.7", "18.5.0-rc1") is older than `least`.
// Unreadable text is not: tt-metal decides then.
bool IsOlder(const std::string& text, const uint32_t (&least)[3]) {
  size_t at = text.find_first_of("0123456789");
  for (uint32_t part : least) {
    if (at == std::string::npos || at >= text.size() ||
        !std::isdigit(static_cast<unsigned char>(text[at]))) {
      return false;
    }
    size_t used = 0;
    const unsigned long value = std::stoul(text.substr(at, 9), &used);
    if (value != part) return value < part;
    at += used + 1;
  }
  return false;
}

std::string Text(const uint32_t (&version)[3]) {
  return std::to_string(version[0]) + "." + std::to_string(version[1]) + "." +
         std::to_string(version[2]);
}

}  // namespace

Machine Machine::FromEnvironment() {
  Machine machine;
  machine.tt_metal_root = Environment("TT_METAL_RUNTIME_ROOT");
  if (machine.tt_metal_root.empty()) {
    machine.tt_metal_root = Environment("TT_METAL_HOME");
  }
  machine.simulated = !Environment("TT_METAL_SIMULATOR").empty() ||
                      !Environment("TT_METAL_MOCK_CLUSTER_DESC_PATH").empty();
  return machine;
}

uint32_t CountCards(const Machine& machine) {
  DIR* directory = opendir((machine.root + "/dev/tenstorrent").c_str());
  if (directory == nullptr) return 0;
  uint32_t count = 0;
  while (const dirent* entry = readdir(directory)) {
    const std::string name = entry->d_name;
    if (std::all_of(name.begin(), name.end(),
                    [](unsigned char c) { return std::isdigit(c) != 0; })) {
      ++count;
    }
  }
  closedir(directory);
  return count;
}

std::string CardName(const Machine& machine, uint32_t index) {
  std::string name =
      ReadLine(machine.root + "/sys/class/tenstorrent/" + "tenstorrent!" +
               std::to_string(index) + "/tt_card_type");
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  return name;
}

void CheckPrerequisites(const Machine& machine, uint32_t index) {
  if (!machine.simulated) {
    if (!Exists(machine.root + "/dev/tenstorrent")) {
      throw Error(
          TT_STATUS_UNAVAILABLE,
          Exists(machine.root + "/sys/module/tenstorrent")
              ? "no Tenstorrent card: the kernel driver is loaded and has "
                "found none (/dev/tenstorrent does not exist); see lspci -d "
                "1e52:"
              : "the kernel driver tenstorrent (tt-kmd) is not loaded: "
                "/dev/tenstorrent does not exist; install tt-kmd " +
                    Text(kDriverVersion) +
                    " or newer, then modprobe tenstorrent");
    }
    const uint32_t count = CountCards(machine);
    if (index >= count) {
      throw Error(TT_STATUS_NOT_FOUND,
                  "there is no card " + std::to_string(index) + ": " +
                      std::to_string(count) + " in /dev/tenstorrent");
    }
    const std::string number = std::to_string(index);
    const std::string node = machine.root + "/dev/tenstorrent/" + number;
    if (access(node.c_str(), R_OK | W_OK) != 0) {
      throw Error(TT_STATUS_PERMISSION_DENIED,
                  node + ": " + std::strerror(errno) +
                      "; the user needs to read and write it");
    }
    const std::string driver =
        ReadLine(machine.root + "/sys/module/tenstorrent/version");
    if (IsOlder(driver, kDriverVersion)) {
      throw Error(TT_STATUS_FAILED_PRECONDITION,
                  "the kernel driver tt-kmd is " + driver +
                      "; tt-metal v0.65 needs " + Text(kDriverVersion) +
                      " or newer");
    }
    const std::string firmware =
        ReadLine(machine.root + "/sys/class/tenstorrent/tenstorrent!" + number +
                 "/tt_fw_bundle_ver");
    if (IsOlder(firmware, kFirmwareVersion)) {
      throw Error(TT_STATUS_FAILED_PRECONDITION,
                  "card " + number + " has firmware bundle " + firmware +
                      "; tt-metal v0.65 needs " + Text(kFirmwareVersion) +
                      " or newer: update it with tt-flash");
    }
  }
  if (machine.tt_metal_root.empty()) {
    throw Error(TT_STATUS_FAILED_PRECONDITION,
                "TT_METAL_HOME is not set: it must name the folder of tt-metal "
                "v0.65 that holds tt_metal/ (a source build, or the folder "
                "`ttnn` of the installed wheel ttnn 0.65.0)");
  }
  const std::string headers =
      machine.tt_metal_root + "/tt_metal/hw/inc/dataflow_api.h";
  if (!Exists(headers)) {
    throw Error(TT_STATUS_FAILED_PRECONDITION,
                "TT_METAL_HOME=" + machine.tt_metal_root +
                    " does not hold tt-metal v0.65: there is no " + headers);
  }
  static constexpr char kCompiler[] = "/compiler/bin/riscv-tt-elf-g++";
  const std::string bundled =
      machine.tt_metal_root + "/runtime/sfpi" + kCompiler;
  const std::string installed =
      machine.root + "/opt/tenstorrent/sfpi" + kCompiler;
  if (!machine.simulated && !Exists(bundled) && !Exists(installed)) {
    throw Error(TT_STATUS_FAILED_PRECONDITION,
                "the SFPI compiler for kernels is missing: neither " + bundled +
                    " nor " + installed +
                    " exists; tt-metal's install_dependencies.sh --sfpi "
                    "installs it");
  }
}

}  // namespace tt_metalium_device
