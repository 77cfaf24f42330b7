// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Blocks of 16 rows by 64 columns: runs of 64 and of 256 bytes. The result's rows are multiples of 64
// bytes, so that any block may begin a core's share.

// CHECK: // program: aligned_dispatch_0{{.*}} lowering: data-movement
// CHECK: // circular buffer 0: UINT32 2 x 8320 bytes
// CHECK: // kernel
// CHECK: aligned_dispatch_0{{.*}}_reader
// CHECK: void kernel_main() {
// CHECK: const uint32_t blocks = transpose_blocks<0>(16, 64, {512, 1, 256, 256, 512, 1});
// CHECK: const uint32_t unit = transpose_unit<0, 1>(16, 64, 1, {{.*}});
// CHECK: const uint32_t begin = transpose_boundary(blocks, unit, target0, core, cores);
// CHECK: transpose_read<uint32_t, 0>(arena, cb_copy0, source0, begin, end, 16, 64,
// CHECK: aligned_dispatch_0{{.*}}_writer
// CHECK: transpose_write<uint32_t, 0>(arena, cb_copy0, staging, source0, target0, begin, end, 16, 64,
func.func @aligned(%x: tensor<256x512xf32>) -> tensor<512x256xf32> {
  %e = tensor.empty() : tensor<512x256xf32>
  %r = linalg.transpose ins(%x : tensor<256x512xf32>) outs(%e : tensor<512x256xf32>) permutation = [1, 0]
  return %r : tensor<512x256xf32>
}

// Rows of 101 elements end anywhere: a share is whole blocks of rows.

// CHECK: // program: ragged_dispatch_0
// CHECK: transpose_unit<0, 0>(32, 101, 1,
// CHECK: transpose_read<uint16_t, 0>
func.func @ragged(%x: tensor<101x300xbf16>) -> tensor<300x101xbf16> {
  %e = tensor.empty() : tensor<300x101xbf16>
  %r = linalg.transpose ins(%x : tensor<101x300xbf16>) outs(%e : tensor<300x101xbf16>) permutation = [1, 0]
  return %r : tensor<300x101xbf16>
}

// A source step of a few elements is walked through whole pages instead.

// CHECK: // program: channels_first_dispatch_0
// CHECK: copy_read<uint32_t>(arena, window, cb_copy0, source0, target0, begin, end, 12288, {3, 1, 4096, 4096, 3, 1});
func.func @channels_first(%x: tensor<64x64x3xf32>) -> tensor<3x64x64xf32> {
  %e = tensor.empty() : tensor<3x64x64xf32>
  %r = linalg.transpose ins(%x : tensor<64x64x3xf32>) outs(%e : tensor<3x64x64xf32>) permutation = [2, 0, 1]
  return %r : tensor<3x64x64xf32>
}

// Sizes come from push constants.

// CHECK: // program: dynamic_dispatch_0
// CHECK: const uint32_t constant{{[0-9]}} = get_common_arg_val<uint32_t>(1{{[2-5]}});
// CHECK: transpose_blocks<0>(64, 64, {constant{{[0-9]}}, 1, constant{{[0-9]}}, constant{{[0-9]}}, constant{{[0-9]}}, 1});
// CHECK: transpose_unit<0, 0>(64, 64, 1,
func.func @dynamic(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xf32>
  %n = tensor.dim %x, %c1 : tensor<?x?xf32>
  %e = tensor.empty(%n, %m) : tensor<?x?xf32>
  %r = linalg.transpose ins(%x : tensor<?x?xf32>) outs(%e : tensor<?x?xf32>) permutation = [1, 0]
  return %r : tensor<?x?xf32>
}
