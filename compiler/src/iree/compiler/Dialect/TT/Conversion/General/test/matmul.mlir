// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// An integer matmul too small to divide: scalar loops on one data-movement processor. The loop over columns is the innermost
// one, since both operands' rows lie along it; it runs on plain L1 pointers for as long as its accesses stay in their
// pages, and the element that it does not move over is in a variable.

// CHECK: // program: small_dispatch_0_matmul_7x5x9_i32 lowering: general
// CHECK: role: reader
// CHECK: void kernel_main() {
// CHECK: if (core != 0) return;
// CHECK: PageCache<{{[0-9]+}}, 4> cache;
// CHECK: for (uint64_t [[I:.+]] = 0; [[I]] < 7; ++[[I]]) {
// CHECK: for (uint64_t [[K:.+]] = 0; [[K]] < 9; ++[[K]]) {
// CHECK: for (uint64_t [[J:.+]] = 0; int64_t([[J]]) < int64_t(5);) {
// CHECK: open_run(cache, {{.+}}, {{.+}}, 0, 4, [[N:.+]]);
// CHECK: open_run(cache, {{.+}}, {{.+}}, 4, 4, [[N]]);
// CHECK: const uint32_t [[A:e.*]] = {{.+}}[0];
// CHECK: for (uint64_t {{.+}} = 0; {{.+}} < [[N]]; {{.+}}) {
// CHECK: cache.flush();
func.func @small(%a: tensor<7x9xi32>, %b: tensor<9x5xi32>) -> tensor<7x5xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<7x5xi32>
  %f = linalg.fill ins(%zero : i32) outs(%e : tensor<7x5xi32>) -> tensor<7x5xi32>
  %r = linalg.matmul ins(%a, %b : tensor<7x9xi32>, tensor<9x5xi32>) outs(%f : tensor<7x5xi32>) -> tensor<7x5xi32>
  return %r : tensor<7x5xi32>
}

// Rows of 100 i32 end within an alignment unit of 64 bytes: cores take rows by multiples of 4, which do not.

// CHECK: // program: large_dispatch_0_matmul_96x100x64_i32 lowering: general
// CHECK: const uint32_t cores = (({{.+}}) & 63u) == 0 ? get_common_arg_val<uint32_t>(0) : 1;
// CHECK: if (core >= cores) return;
// CHECK: const TileRange share = split_tiles(24, 1, core, cores);
// CHECK: for (uint64_t tile = share.begin; tile < share.end; ++tile) {
// CHECK: const uint64_t {{.+}} = (tile) * 4;
func.func @large(%a: tensor<96x64xi32>, %b: tensor<64x100xi32>) -> tensor<96x100xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<96x100xi32>
  %f = linalg.fill ins(%zero : i32) outs(%e : tensor<96x100xi32>) -> tensor<96x100xi32>
  %r = linalg.matmul ins(%a, %b : tensor<96x64xi32>, tensor<64x100xi32>) outs(%f : tensor<96x100xi32>) -> tensor<96x100xi32>
  return %r : tensor<96x100xi32>
}
