import type { Stroke } from '@muster/kit/kit';

const WARM = '#e8d3ae';
const LIGHT = '#f6ecd8';
const COOL = '#c3d3d0';
const RED = '#d59a82';

/** A picture for each kind of product or service, on a board of 400 by 300. */
export const pictures: Readonly<Record<string, readonly Stroke[]>> = {
  // A crate with its lid ajar.
  article: [
    { d: 'M90 130L200 85L310 130L200 175Z', fill: LIGHT },
    { d: 'M90 130L200 175V262L90 217Z', fill: WARM },
    { d: 'M310 130L200 175V262L310 217Z', fill: RED },
    { d: 'M145 107L255 152V190' },
    { d: 'M108 172L152 190M108 190L152 208' },
  ],
  // A folded cloth on a hanger.
  textile: [
    { d: 'M200 82C200 62 224 62 224 80C224 92 200 92 200 108' },
    { d: 'M200 108L300 158H100Z', fill: LIGHT },
    { d: 'M120 158H280V252H120Z', fill: RED },
    { d: 'M120 190C160 202 240 178 280 190M120 222C160 234 240 210 280 222' },
  ],
  // A kettle.
  appliance: [
    { d: 'M140 250L155 120H245L260 250Z', fill: COOL },
    { d: 'M155 120C165 92 235 92 245 120Z', fill: LIGHT },
    { d: 'M155 140L118 118L150 168' },
    { d: 'M246 132C312 130 310 224 257 224' },
    { d: 'M195 94C195 82 205 82 205 94' },
    { d: 'M128 262H272V250H128Z', fill: WARM },
  ],
  // A book that lies open.
  print: [
    { d: 'M200 112C170 92 120 90 86 100V230C120 220 170 222 200 242Z', fill: LIGHT },
    { d: 'M200 112C230 92 280 90 314 100V230C280 220 230 222 200 242Z', fill: WARM },
    {
      d: 'M108 128C132 124 158 126 178 134M108 154C132 150 158 152 178 160M108 180C132 176 158 178 178 186',
    },
    { d: 'M222 134C242 126 268 124 292 128M222 160C242 152 268 150 292 154' },
  ],
  // A jar with a label.
  food: [
    { d: 'M150 92H250V116H150Z', fill: RED },
    {
      d: 'M156 116H244C264 130 268 146 268 166V248C268 258 260 262 252 262H148C140 262 132 258 132 248V166C132 146 136 130 156 116Z',
      fill: LIGHT,
    },
    { d: 'M132 172H268V232H132Z', fill: WARM },
    { d: 'M158 194H242M170 212H230' },
  ],
  // Two hands of a clock, and a ticked list.
  service: [
    { d: 'M108 84H250V262H108Z', fill: LIGHT },
    { d: 'M150 72H208V98H150Z', fill: WARM },
    { d: 'M126 136L136 146L154 124M126 184L136 194L154 172M170 138H232M170 186H214M126 232H186' },
    { d: 'M262 190A44 44 0 1 1 262 278A44 44 0 1 1 262 190Z', fill: COOL },
    { d: 'M262 208V236L282 248' },
  ],
  // A window with a prompt.
  software: [
    { d: 'M80 84H320V246H80Z', fill: LIGHT },
    { d: 'M80 84H320V116H80Z', fill: COOL },
    { d: 'M98 100H100M114 100H116M130 100H132' },
    { d: 'M106 146L132 166L106 186M146 190H190' },
    { d: 'M214 146H294M214 168H276M214 190H288M214 212H256' },
  ],
};
