//! The wording of the services.

words! {
    /// A phrase about a service.
    ServicesWord {
        Title: "公共服务", "Services";
        Purpose: "服务平台、服务月、培训、数字化、法律帮助等：是什么、谁能用、现在是否在办。", "Platforms, service month, training, digital help: what they are, who may use them, whether they run today.";
        AllServices: "全部公共服务和咨询电话", "All services, and whom to ask";
        Others: "其余的：没有查到办理网址，或是否在办没有核实", "The others: no address known, or not clear whether they run";
        WhatItIs: "是什么、谁能用", "What it is, and who may use it";
        WhoMayUse: "谁能用", "Who may use it";
        RunsToday: "现在是否在办", "Does it run today";
    }
}
