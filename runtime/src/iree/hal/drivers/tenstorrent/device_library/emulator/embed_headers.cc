// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Build-time tool: writes C++ that defines kEmbeddedHeaders from header files.
//
//   embed_headers OUTPUT ROOT FILE...
//
// Headers of v0.65's compute_kernel_api that have no file of their own in
// api/compute, where v0.81 has them, get one that includes them.
//
// ROOT is a path component sequence ("emulator/include/"); what follows its
// last occurrence in a FILE's path is the path by which kernels include it.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/sha256.h"

namespace {

constexpr char kOldFolder[] = "compute_kernel_api";

// v0.81's paths of the compute API's headers.
void AddForwards(std::map<std::string, std::string>* headers) {
  std::map<std::string, std::string> forwards;
  for (const auto& [path, content] : *headers) {
    if (path.rfind(kOldFolder, 0) != 0) continue;
    const size_t slash = path.find('/');
    const std::string name =
        slash == std::string::npos ? path : path.substr(slash + 1);
    // In angle brackets: not the file of that name in the same folder.
    forwards["api/compute/" + name] =
        "#pragma once\n#include \"api/compute/common_globals.h\"\n#include <" +
        path + ">\n";
  }
  headers->insert(forwards.begin(), forwards.end());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s OUTPUT ROOT FILE...\n", argv[0]);
    return 2;
  }
  const std::string root = argv[2];
  std::map<std::string, std::string> headers;
  for (int i = 3; i < argc; ++i) {
    const std::string file = argv[i];
    const size_t at = file.rfind(root);
    std::ifstream input(file, std::ios::binary);
    if (at == std::string::npos || !input) {
      std::fprintf(stderr, "%s: not readable, or not under %s\n", file.c_str(),
                   root.c_str());
      return 1;
    }
    headers[file.substr(at + root.size())] =
        std::string((std::istreambuf_iterator<char>(input)),
                    std::istreambuf_iterator<char>());
  }
  AddForwards(&headers);
  std::ofstream output(argv[1], std::ios::binary);
  output << "#include \"iree/hal/drivers/tenstorrent/device_library/emulator/"
            "embedded_headers.h\"\n\nnamespace tt_emulator {\n\n"
            "const EmbeddedHeader kEmbeddedHeaders[] = {\n";
  size_t count = 0;
  tt_emulator::Sha256 hash;
  for (const auto& [path, content] : headers) {
    hash.UpdateField(path);
    hash.UpdateField(content);
    output << "    {\"" << path << "\",\n";
    // A raw string a line keeps every literal short.
    size_t start = 0;
    while (start < content.size()) {
      size_t end = content.find('\n', start);
      end = end == std::string::npos ? content.size() : end + 1;
      output << "     R\"tt_emu(" << content.substr(start, end - start)
             << ")tt_emu\"\n";
      start = end;
    }
    output << "     \"\", " << content.size() << "},\n";
    ++count;
  }
  output << "};\n\nconst size_t kEmbeddedHeaderCount = " << count
         << ";\n\nconst char kEmbeddedHeadersDigest[] = \""
         << tt_emulator::ToHex(hash.Finish())
         << "\";\n\n}  // namespace tt_emulator\n";
  output.close();
  return output ? 0 : 1;
}
