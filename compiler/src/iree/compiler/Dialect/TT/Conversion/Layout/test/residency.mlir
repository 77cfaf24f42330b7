// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=executable-sources %s | FileCheck %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s --check-prefix=KERNELS
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-l1-tensors=false --compile-to=executable-sources %s | FileCheck %s --check-prefix=DRAM

// DRAM-NOT: iree_tenstorrent.shards
// DRAM-NOT: iree_tenstorrent.l1_region

// What passes between three products lies in L1: 2 x 4 tiles on as many cores, in a grid of 12 columns,
// then 2 x 5 tiles. Both are there while
// the second product runs, so that they have different places. The region is no larger than that.

// CHECK: func.func @chain_dispatch_0{{.*}}iree_tenstorrent.l1_region = 8192 : i32, {{.*}}iree_tenstorrent.sharded = 1 : i32
// CHECK: dispatch.tensor.store {{.*}}"tiles:128", iree_tenstorrent.shards = array<i64: 0, 2, 4, 12>
// CHECK: func.func @chain_dispatch_1{{.*}}iree_tenstorrent.sharded = 2 : i32
// CHECK: dispatch.tensor.load {{.*}}"tiles:128", iree_tenstorrent.shards = array<i64: 0, 2, 4, 12>
// CHECK: dispatch.tensor.store {{.*}}"tiles:160", iree_tenstorrent.shards = array<i64: 4096, 2, 5, 12>
// CHECK: func.func @chain_dispatch_2{{.*}}iree_tenstorrent.sharded = 1 : i32
// CHECK: dispatch.tensor.load {{.*}}"tiles:160", iree_tenstorrent.shards = array<i64: 4096, 2, 5, 12>

// KERNELS: program: chain_dispatch_0
// KERNELS: const ShardedTiles result0_shards = {{{.+}}, 4096, 2, 4, 2, 4, 12, 1, {12, 1, 2, 7, 2}};
// KERNELS: write_tile_block<1>(result0_shards, 0, result0_l1, 4096,
// KERNELS: program: chain_dispatch_1
// KERNELS: const ShardedTiles left_shards = {{{.+}}, 4096, 2, 4, 2, 4, 12, 1, {12, 1, 2, 7, 2}};
// KERNELS: read_tile_block<1>(left_shards, 0, left_l1, 4096,
// KERNELS: write_tile_block<1>(result0_shards, 0, result0_l1, 4096,
func.func @chain(%x: tensor<64x96xf32>, %v: tensor<96x128xf32>, %w: tensor<128x160xf32>, %u: tensor<160x32xf32>) -> tensor<64x32xf32> {
  %0 = stablehlo.dot %x, %v : (tensor<64x96xf32>, tensor<96x128xf32>) -> tensor<64x128xf32>
  %1 = stablehlo.dot %0, %w : (tensor<64x128xf32>, tensor<128x160xf32>) -> tensor<64x160xf32>
  %2 = stablehlo.dot %1, %u : (tensor<64x160xf32>, tensor<160x32xf32>) -> tensor<64x32xf32>
  return %2 : tensor<64x32xf32>
}

// What the host gets as well is in DRAM.

// CHECK: func.func @escapes_dispatch_0
// CHECK-NOT: iree_tenstorrent.shards
// CHECK: util.func public @escapes
func.func @escapes(%x: tensor<128x96xf32>, %v: tensor<96x128xf32>, %w: tensor<128x64xf32>) -> (tensor<128x128xf32>, tensor<128x64xf32>) {
  %0 = stablehlo.dot %x, %v : (tensor<128x96xf32>, tensor<96x128xf32>) -> tensor<128x128xf32>
  %1 = stablehlo.dot %0, %w : (tensor<128x128xf32>, tensor<128x64xf32>) -> tensor<128x64xf32>
  return %0, %1 : tensor<128x128xf32>, tensor<128x64xf32>
}

// Tiles of 64 MiB are more than the regions of all cores.

// CHECK: func.func @large_dispatch_0
// CHECK: dispatch.tensor.store {{.*}}iree_tenstorrent.layout = "tiles:4096"}
func.func @large(%x: tensor<4096x64xf32>, %v: tensor<64x4096xf32>, %w: tensor<4096x32xf32>) -> tensor<4096x32xf32> {
  %0 = stablehlo.dot %x, %v : (tensor<4096x64xf32>, tensor<64x4096xf32>) -> tensor<4096x4096xf32>
  %1 = stablehlo.dot %0, %w : (tensor<4096x4096xf32>, tensor<4096x32xf32>) -> tensor<4096x32xf32>
  return %1 : tensor<4096x32xf32>
}

// Two calls of one dispatch whose results are in L1 at the same time: it becomes two.

// CHECK: func.func @calls_dispatch_0{{.*}}_l1_1(
// CHECK: dispatch.tensor.store {{.*}}shards = array<i64: [[SECOND:[0-9]+]],
// CHECK: func.func @calls_dispatch_0{{.*}}_f32(
// CHECK: dispatch.tensor.store {{.*}}shards = array<i64: [[FIRST:[0-9]+]],
// CHECK: func.func @calls_dispatch_2
// CHECK: dispatch.tensor.load {{.*}}shards = array<i64: [[FIRST]],
// CHECK: dispatch.tensor.load {{.*}}shards = array<i64: [[SECOND]],
// CHECK: util.func public @calls
// CHECK: stream.cmd.dispatch @calls_dispatch_0::
// CHECK: stream.cmd.dispatch @calls_dispatch_0_l1_1::@tt_metal_fb::@calls_dispatch_0{{.*}}_l1_1
func.func @calls(%x: tensor<96x64xf32>, %v: tensor<64x160xf32>, %w: tensor<64x160xf32>) -> tensor<96x96xf32> {
  %0 = stablehlo.dot %x, %v : (tensor<96x64xf32>, tensor<64x160xf32>) -> tensor<96x160xf32>
  %1 = stablehlo.dot %x, %w : (tensor<96x64xf32>, tensor<64x160xf32>) -> tensor<96x160xf32>
  %2 = stablehlo.dot_general %0, %1, contracting_dims = [1] x [1] : (tensor<96x160xf32>, tensor<96x160xf32>) -> tensor<96x96xf32>
  return %2 : tensor<96x96xf32>
}
