// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Build-time tool: writes C++ that defines kEmbeddedHeaders from header files.
//
//   embed_headers OUTPUT ROOT FILE...
//
// ROOT is a path component sequence ("emulator/include/"); what follows its
// last occurrence in a FILE's path is the path by which kernels include it.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/sha256.h"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s OUTPUT ROOT FILE...\n", argv[0]);
    return 2;
  }
  const std::string root = argv[2];
  std::vector<std::string> files(argv + 3, argv + argc);
  std::sort(files.begin(), files.end());
  std::ofstream output(argv[1], std::ios::binary);
  output << "#include \"iree/hal/drivers/tenstorrent/device_library/emulator/"
            "embedded_headers.h\"\n\nnamespace tt_emulator {\n\n"
            "const EmbeddedHeader kEmbeddedHeaders[] = {\n";
  size_t count = 0;
  tt_emulator::Sha256 hash;
  for (const std::string& file : files) {
    const size_t at = file.rfind(root);
    std::ifstream input(file, std::ios::binary);
    if (at == std::string::npos || !input) {
      std::fprintf(stderr, "%s: not readable, or not under %s\n", file.c_str(),
                   root.c_str());
      return 1;
    }
    const std::string content((std::istreambuf_iterator<char>(input)),
                              std::istreambuf_iterator<char>());
    const std::string path = file.substr(at + root.size());
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
