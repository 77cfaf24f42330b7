// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The on-disk cache of compiled kernels: what is found, what is refused, what
// is evicted, and what happens when others work on it too.

#include "iree/hal/drivers/tenstorrent/device_library/emulator/kernel_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/file_system.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/testing/emulated_device.h"
#include "iree/testing/gtest.h"

namespace tt_emulator {
namespace {

std::string Key(char digit) { return std::string(64, digit); }

std::string Content(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(stream)),
                     std::istreambuf_iterator<char>());
}

void Overwrite(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

class KernelCacheTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* name =
        ::testing::UnitTest::GetInstance()->current_test_info()->name();
    RemoveAll(TestDirectory(name));
    directory_ = TestDirectory(name);
  }
  std::string directory_;
};

TEST_F(KernelCacheTest, FindsWhatWasStored) {
  KernelCache cache(directory_, 0);
  ASSERT_TRUE(cache.Open().ok());
  std::string path, found;
  EXPECT_FALSE(cache.Find(Key('a'), &found));
  ASSERT_TRUE(cache.Store(Key('a'), "object", &path).ok());
  ASSERT_TRUE(cache.Find(Key('a'), &found));
  EXPECT_EQ(found, path);
  EXPECT_EQ(Content(path).substr(0, 6), "object");
  EXPECT_FALSE(cache.Find(Key('b'), &found));
}

TEST_F(KernelCacheTest, RemovesTruncatedFiles) {
  KernelCache cache(directory_, 0);
  ASSERT_TRUE(cache.Open().ok());
  std::string path, found;
  ASSERT_TRUE(cache.Store(Key('a'), "object", &path).ok());
  const std::string content = Content(path);
  Overwrite(path, content.substr(0, content.size() - 1));
  EXPECT_FALSE(cache.Find(Key('a'), &found));
  EXPECT_NE(access(path.c_str(), F_OK), 0);
}

TEST_F(KernelCacheTest, RemovesForeignFiles) {
  KernelCache cache(directory_, 0);
  ASSERT_TRUE(cache.Open().ok());
  std::string path, found;
  ASSERT_TRUE(cache.Store(Key('a'), "object", &path).ok());
  // Another kernel's file under this one's name.
  std::string other;
  ASSERT_TRUE(cache.Store(Key('b'), "another object", &other).ok());
  Overwrite(path, Content(other));
  EXPECT_FALSE(cache.Find(Key('a'), &found));
  EXPECT_TRUE(cache.Find(Key('b'), &found));
}

TEST_F(KernelCacheTest, StaysBelowItsSize) {
  KernelCache cache(directory_, 4096);
  ASSERT_TRUE(cache.Open().ok());
  const std::string object(1500, 'x');
  std::string path, found;
  for (char digit = '0'; digit <= '9'; ++digit) {
    ASSERT_TRUE(cache.Store(Key(digit), object, &path).ok());
  }
  int kept = 0;
  for (char digit = '0'; digit <= '9'; ++digit) {
    kept += cache.Find(Key(digit), &found) ? 1 : 0;
  }
  EXPECT_EQ(kept, 2);
  EXPECT_TRUE(cache.Find(Key('9'), &found)) << "the newest stays";
}

TEST_F(KernelCacheTest, KeepsAFileLargerThanItsSize) {
  KernelCache cache(directory_, 16);
  ASSERT_TRUE(cache.Open().ok());
  std::string path, found;
  ASSERT_TRUE(cache.Store(Key('a'), "an object of some size", &path).ok());
  EXPECT_TRUE(cache.Find(Key('a'), &found));
}

TEST_F(KernelCacheTest, RemovesHeadersOfUnusedVersions) {
  KernelCache cache(directory_, 0);
  ASSERT_TRUE(cache.Open().ok());
  const std::string used = directory_ + "/include-used";
  const std::string unused = directory_ + "/include-unused";
  ASSERT_TRUE(MakeDirectories(used + "/tt_emu").ok());
  ASSERT_TRUE(MakeDirectories(unused + "/tt_emu").ok());
  const struct timespec year_1980[2] = {{315532800, 0}, {315532800, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, unused.c_str(), year_1980, 0), 0);
  std::string path;
  ASSERT_TRUE(cache.Store(Key('a'), "object", &path).ok());
  EXPECT_EQ(access(used.c_str(), F_OK), 0);
  EXPECT_NE(access(unused.c_str(), F_OK), 0);
}

TEST_F(KernelCacheTest, RefusesADirectoryThatOthersCanWriteTo) {
  ASSERT_EQ(chmod(directory_.c_str(), 0777), 0);
  KernelCache cache(directory_, 0);
  const Status status = cache.Open();
  EXPECT_EQ(status.code(), TT_STATUS_PERMISSION_DENIED);
  EXPECT_NE(status.message().find("writable by nobody else"),
            std::string::npos);
}

TEST_F(KernelCacheTest, TightensADirectoryThatOthersCanRead) {
  ASSERT_EQ(chmod(directory_.c_str(), 0755), 0);
  KernelCache cache(directory_, 0);
  ASSERT_TRUE(cache.Open().ok());
  struct stat information;
  ASSERT_EQ(stat(directory_.c_str(), &information), 0);
  EXPECT_EQ(information.st_mode & 0777, 0700u);
}

TEST_F(KernelCacheTest, FilesAreTheUsersOwn) {
  const mode_t before = umask(0);
  const std::string made = directory_ + "/parent/cache";
  KernelCache cache(made, 0);
  std::string path;
  const bool stored =
      cache.Open().ok() && cache.Store(Key('a'), "object", &path).ok();
  umask(before);
  ASSERT_TRUE(stored);
  for (const std::string& name : {made, path}) {
    struct stat information;
    ASSERT_EQ(stat(name.c_str(), &information), 0);
    EXPECT_EQ(information.st_mode & 077, 0u) << name;
  }
}

TEST_F(KernelCacheTest, SurvivesAKilledWriter) {
  const pid_t child = fork();
  if (child == 0) {
    KernelCache cache(directory_, 0);
    std::string path;
    if (!cache.Open().ok()) _exit(1);
    const std::string object(1 << 20, 'x');
    while (true) {
      if (!cache.Store(Key('a'), object, &path).ok()) _exit(2);
    }
  }
  KernelCache cache(directory_, 0);
  ASSERT_TRUE(cache.Open().ok());
  std::string path;
  for (int i = 0; i < 1000 && !cache.Find(Key('a'), &path); ++i) usleep(1000);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the writer failed by itself";
  // Whatever it was doing, what is found is whole.
  EXPECT_TRUE(cache.Find(Key('a'), &path));
  ASSERT_TRUE(cache.Store(Key('b'), "object", &path).ok());
  EXPECT_TRUE(cache.Find(Key('b'), &path));
}

TEST_F(KernelCacheTest, TwoProcessesStoreTheSameKernel) {
  const auto store_often = [this] {
    KernelCache cache(directory_, 0);
    std::string path;
    if (!cache.Open().ok()) return false;
    for (int i = 0; i < 200; ++i) {
      if (!cache.Store(Key('a'), std::string(5000, 'x'), &path).ok()) {
        return false;
      }
      if (!cache.Find(Key('a'), &path)) return false;
    }
    return true;
  };
  const pid_t child = fork();
  if (child == 0) _exit(store_often() ? 0 : 1);
  EXPECT_TRUE(store_often());
  int status = 1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace tt_emulator
