/**
 * Sizes 0 to 100: how many pods more, and how many fewer, a rolling update may have; `2x3` is three times 2.
 * Worked out with exact fractions: surge rounded up, unavailable down, 0 and 0 is 0 and 1, never more than there are.
 * @k8s pkg/controller/deployment/util/deployment_util.go ResolveFenceposts, MaxUnavailable; apimachinery/pkg/util/intstr
 */
export const FENCEPOSTS = [
  {
    surge: '25%', unavailable: '25%',
    more: '0 1x4 2x4 3x4 4x4 5x4 6x4 7x4 8x4 9x4 10x4 11x4 12x4 13x4 14x4 15x4 16x4 17x4 18x4 19x4 20x4 21x4 '
      + '22x4 23x4 24x4 25x4',
    fewer: '0x4 1x4 2x4 3x4 4x4 5x4 6x4 7x4 8x4 9x4 10x4 11x4 12x4 13x4 14x4 15x4 16x4 17x4 18x4 19x4 20x4 21x4 '
      + '22x4 23x4 24x4 25',
  },
  {
    surge: '10%', unavailable: '0%',
    more: '0 1x10 2x10 3x10 4x10 5x10 6x10 7x10 8x10 9x10 10x10',
    fewer: '0x101',
  },
  {
    surge: '0%', unavailable: '10%',
    more: '0x101',
    fewer: '0 1x19 2x10 3x10 4x10 5x10 6x10 7x10 8x10 9x10 10',
  },
  {
    surge: '33%', unavailable: '66%',
    more: '0 1x3 2x3 3x3 4x3 5x3 6x3 7x3 8x3 9x3 10x3 11x3 12x3 13x3 14x3 15x3 16x3 17x3 18x3 19x3 20x3 21x3 '
      + '22x3 23x3 24x3 25x3 26x3 27x3 28x3 29x3 30x3 31x3 32x3 33x4',
    fewer: '0x2 1x2 2 3x2 4 5x2 6 7x2 8 9x2 10 11x2 12 13x2 14 15x2 16 17x2 18 19x2 20 21x2 22 23x2 24 25x2 26 '
      + '27x2 28 29x2 30 31x2 32 33x2 34x2 35 36x2 37 38x2 39 40x2 41 42x2 43 44x2 45 46x2 47 48x2 49 50x2 51 '
      + '52x2 53 54x2 55 56x2 57 58x2 59 60x2 61 62x2 63 64x2 65 66',
  },
  {
    surge: '1%', unavailable: '1%',
    more: '0 1x100',
    fewer: '0x100 1',
  },
  {
    surge: '0%', unavailable: '0%',
    more: '0x101',
    fewer: '0 1x100',
  },
  {
    surge: 0, unavailable: 1,
    more: '0x101',
    fewer: '0 1x100',
  },
  {
    surge: 1, unavailable: 0,
    more: '1x101',
    fewer: '0x101',
  },
  {
    surge: 3, unavailable: '50%',
    more: '3x101',
    fewer: '0x2 1x2 2x2 3x2 4x2 5x2 6x2 7x2 8x2 9x2 10x2 11x2 12x2 13x2 14x2 15x2 16x2 17x2 18x2 19x2 20x2 21x2 '
      + '22x2 23x2 24x2 25x2 26x2 27x2 28x2 29x2 30x2 31x2 32x2 33x2 34x2 35x2 36x2 37x2 38x2 39x2 40x2 41x2 '
      + '42x2 43x2 44x2 45x2 46x2 47x2 48x2 49x2 50',
  },
  {
    surge: '150%', unavailable: 7,
    more: '0 2 3 5 6 8 9 11 12 14 15 17 18 20 21 23 24 26 27 29 30 32 33 35 36 38 39 41 42 44 45 47 48 50 51 53 '
      + '54 56 57 59 60 62 63 65 66 68 69 71 72 74 75 77 78 80 81 83 84 86 87 89 90 92 93 95 96 98 99 101 102 '
      + '104 105 107 108 110 111 113 114 116 117 119 120 122 123 125 126 128 129 131 132 134 135 137 138 140 '
      + '141 143 144 146 147 149 150',
    fewer: '0 1 2 3 4 5 6 7x94',
  },
] as const;
