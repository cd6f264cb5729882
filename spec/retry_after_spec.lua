-- classify: when a text asks to be tried again, in seconds.

local smtpcodes = require "smtpcodes"

local function after(text)
  return smtpcodes.classify("450 " .. text).retry_after
end

local UNITS = {
  [1] = "s sec secs second seconds", [60] = "m min mins minute minutes", [3600] = "h hr hrs hour hours",
  [86400] = "day days",
}

local function each_unit(use)
  for seconds, words in pairs(UNITS) do
    for word in words:gmatch "%a+" do
      use(word, seconds)
    end
  end
end

describe("the time after a text's \"try again\"", function()
  it("has a unit, with a blank before it or none, in either case", function()
    each_unit(function(unit, seconds)
      for _, text in ipairs { "wait 2 " .. unit, "wait 2" .. unit, "wait 2   " .. unit:upper() .. ".",
        "retry in 2 " .. unit .. " or so" } do
        assert.equal(2 * seconds, after(text), text)
      end
    end)
  end)

  it("has a second part of a smaller unit", function()
    for text, seconds in pairs {
      ["wait 1 hour 30 minutes"] = 5400, ["wait 5 min 30 sec"] = 330,
      ["wait 5 minutes 192 messages"] = 300, ["wait 5 minutes 2 hours"] = 300, ["wait 5 minutes 5 minutes"] = 300,
      ["wait 7 days 1 second"] = 604800, ["wait 6 days 24 hours"] = 604800, ["wait 5 minutes 2"] = 300,
    } do
      assert.equal(seconds, after(text), text)
    end
    assert.is_nil(after("greylisted 1 hour 30 minutes ago"))
  end)

  it("is no time with another word", function()
    each_unit(function(unit)
      assert.is_nil(after("wait 2 " .. unit .. "x"), unit)
      assert.is_nil(after("wait 2 x" .. unit), unit)
      assert.is_nil(after("wait 2 " .. unit .. "5"), unit)
    end)
    for _, word in ipairs { "", " ", "seco", "minut", "hou", "da", "ms", "weeks" } do
      assert.is_nil(after("wait 2 " .. word), word)
    end
  end)

  it("is a week at most, however many digits tell it", function()
    for text, seconds in pairs { ["1 s"] = 1, ["99999 s"] = 99999, ["100000 seconds"] = 100000,
      ["604800 seconds"] = 604800, ["000604800 seconds"] = 604800, ["10080 min"] = 604800, ["168 hours"] = 604800,
      ["7 days"] = 604800, ["168:00:00"] = 604800, ["0:10080:0"] = 604800, ["0:0:604800"] = 604800 } do
      assert.equal(seconds, after("wait " .. text), text)
    end
    for _, text in ipairs { "0 s", "604801 seconds", "6048000 seconds", "10081 min", "169 hours", "8 days",
      ("9"):rep(30) .. " s", ("9"):rep(30) .. " days", "168:00:01", "0:10081:0", "0:0:604801", "604801:0:0",
      "604800:604800:604800", ("9"):rep(30) .. ":0:0", "00:00:00" } do
      assert.is_nil(after("wait " .. text), text)
    end
  end)

  it("is hours, minutes and seconds with two colons, and only so", function()
    for text, seconds in pairs { ["00:00:01"] = 1, ["00:01:00"] = 60, ["01:00:00"] = 3600, ["1:1:1"] = 3661,
      ["00:04:59."] = 299, ["00:01:09"] = 69 } do
      assert.equal(seconds, after("wait " .. text), text)
    end
    for _, text in ipairs { "1:2", "1:2:", "1:2:x", "1:2 min", "1:2:/", "1:/:3", "1::3", "1-2-3", "1:", "1:2;3",
      "1:2:3:4", "00:04:59:00", "0:0:604800:0", "1:2:3:4:5", "1:2:3:4 min" } do
      assert.is_nil(after("wait " .. text), text)
    end
  end)

  it("is none that has gone by, as a word before it tells", function()
    for _, words in ipairs { "since", "for the last", "within the last", "in the past", "in the previous",
      "mail older than", "SINCE", "-since:", "seen last on day" } do
      for _, time in ipairs { "2 days", "5min", "00:05:00" } do
        assert.is_nil(after("Greylisted " .. words .. " " .. time), words .. " " .. time)
        assert.is_nil(after("wait " .. words .. " " .. time), words .. " " .. time)
      end
    end
    assert.equal(7, after "Greylisted since 2 days, retry in 7 s")
  end)

  it("is none that has gone by, as the word behind it tells", function()
    for _, text in ipairs { "Greylisted 2 days ago", "Greylisted 5min  AGO.", "Greylisted 00:05:00 ago",
      "Greylisted, 20 seconds old" } do
      assert.is_nil(after(text), text)
    end
  end)

  it("is one to wait with words that only resemble those", function()
    for _, text in ipairs { "wait sincere 5 min", "wait at least 5 min", "wait elast 5 min", "wait pastime 5 min",
      "wait 5 min agog", "wait 5 min, ago", "wait 5 min older", "wait 5 min since then", "last time: wait 5 min",
      "since 2 days greylisted: 5 min" } do
      assert.equal(300, after(text), text)
    end
  end)

  it("begins within forty octets of the words, and is read to its end", function()
    for text, seconds in pairs { ["5 s"] = 5, ["1234 seconds, please"] = 1234, ["00:01:05 and more"] = 65 } do
      for blanks = 1, 39 do
        assert.equal(seconds, after("wait" .. (" "):rep(blanks) .. text), text)
      end
      assert.is_nil(after("wait" .. (" "):rep(40) .. text), text)
      assert.is_nil(after("wait" .. (" "):rep(41) .. text), text)
    end
  end)

  it("is the first one that is a time", function()
    assert.equal(7, after "wait 5 or retry in 7 s")
    assert.equal(5, after "wait 5 s or retry in 7 s")
    assert.equal(7, after "wait 169:00:00 or retry in 7 s")
    assert.equal(9, after "7 s is too soon: wait 9 s")
    assert.is_nil(after "7 s is too soon: wait")
  end)
end)
