// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <new>

namespace tt_metalium_device {
namespace {

struct Rule {
  const char* words;  // in lower case
  tt_status_t code;
};

// The first that fits wins.
constexpr Rule kRules[] = {
    {"timeout", TT_STATUS_DEADLINE_EXCEEDED},
    {"timed out", TT_STATUS_DEADLINE_EXCEEDED},
    {"potential hang", TT_STATUS_DEADLINE_EXCEEDED},
    {"out of memory", TT_STATUS_RESOURCE_EXHAUSTED},
    {"beyond max l1", TT_STATUS_RESOURCE_EXHAUSTED},
    {"clash with l1 buffers", TT_STATUS_FAILED_PRECONDITION},
    {"program size", TT_STATUS_RESOURCE_EXHAUSTED},
    {"kernel config buffer", TT_STATUS_RESOURCE_EXHAUSTED},
    {"no chips detected", TT_STATUS_UNAVAILABLE},
    {"mock cluster cannot", TT_STATUS_UNAVAILABLE},
    {"firmware bundle version", TT_STATUS_FAILED_PRECONDITION},
    {"firmware update", TT_STATUS_FAILED_PRECONDITION},
    {"kmd version", TT_STATUS_FAILED_PRECONDITION},
    {"root directory", TT_STATUS_FAILED_PRECONDITION},
    {"sfpi", TT_STATUS_FAILED_PRECONDITION},
    {"permission denied", TT_STATUS_PERMISSION_DENIED},
    {"build failed", TT_STATUS_INVALID_ARGUMENT},
    {"failed to generate binaries", TT_STATUS_INVALID_ARGUMENT},
};

void CopyMessage(const std::string& text, tt_error_t* error) {
  if (error == nullptr) return;
  const size_t size = std::min(text.size(), sizeof(error->message) - 1);
  std::memcpy(error->message, text.data(), size);
  error->message[size] = '\0';
}

}  // namespace

tt_status_t ClassifyMessage(const std::string& text) {
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  for (const Rule& rule : kRules) {
    if (lower.find(rule.words) != std::string::npos) return rule.code;
  }
  return TT_STATUS_INTERNAL;
}

std::string ReadableMessage(const std::string& text) {
  std::string message = text.substr(0, text.find("\nbacktrace:"));
  // "TT_FATAL @ file:line: condition\ninfo:\nwhat happened"
  static constexpr char kInfo[] = "\ninfo:\n";
  const size_t info = message.find(kInfo);
  if (info != std::string::npos) {
    message = message.substr(info + sizeof(kInfo) - 1);
  }
  while (!message.empty() &&
         std::isspace(static_cast<unsigned char>(message.back()))) {
    message.pop_back();
  }
  return message;
}

tt_status_t ExportCurrentException(tt_error_t* error) {
  try {
    throw;
  } catch (const Error& own) {
    CopyMessage(own.what(), error);
    return own.code();
  } catch (const std::bad_alloc&) {
    CopyMessage("out of host memory", error);
    return TT_STATUS_RESOURCE_EXHAUSTED;
  } catch (const std::exception& other) {
    CopyMessage("tt-metal: " + ReadableMessage(other.what()), error);
    return ClassifyMessage(other.what());
  } catch (...) {
    CopyMessage("tt-metal threw something that is no std::exception", error);
    return TT_STATUS_INTERNAL;
  }
}

}  // namespace tt_metalium_device
